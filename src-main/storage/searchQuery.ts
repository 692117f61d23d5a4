const MAX_WORDS = 8

/**
 * What a person typed as an FTS5 expression: every word must occur, the last one may go on. Words are
 * quoted, so nothing typed is an operator. Null when there is no word in it.
 */
export function toMatch(query: string, space: number | null): string | null {
  const words = (query.match(/[\p{L}\p{N}\p{M}]+/gu) ?? []).slice(0, MAX_WORDS)
  if (words.length === 0) return null
  const terms = words.map((word) => `"${word}"`)
  // A single letter that goes on is every other word.
  if ((words.at(-1) as string).length > 1) terms[terms.length - 1] += '*'
  const body = `body : (${terms.join(' AND ')})`
  return space === null ? body : `scope : "s${space}" AND ${body}`
}
