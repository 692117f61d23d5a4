type Table = { readonly [key: string]: string | Table }

/**
 * French sets a space before a colon and within quotation marks that no line may break at; a translator
 * types a plain one.
 */
export function noBreakSpaces(table: Table): Table {
  return Object.fromEntries(
    Object.entries(table).map(([key, value]) => [
      key,
      typeof value === 'string'
        ? value.replace(/ (?=[:»])|(?<=«) /g, '\u00a0')
        : noBreakSpaces(value),
    ]),
  )
}
