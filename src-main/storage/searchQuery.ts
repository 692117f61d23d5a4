const MAX_WORDS = 8

/** The lengths for which the schema keeps an index of beginnings. */
const PREFIXES = { from: 2, to: 8 }

/**
 * What a person typed as FTS5 expressions to be tried in turn until one finds something: every word
 * must occur, the last one may go on. Words are quoted, so nothing typed is an operator. The beginning
 * of a long common word is slow to look up, so a long last word is taken as it stands first.
 */
export function toMatches(query: string, space: number | null): readonly string[] {
  const words = (query.match(/[\p{L}\p{N}\p{M}]+/gu) ?? []).slice(0, MAX_WORDS)
  const last = words.at(-1)
  if (last === undefined) return []
  const whole = words.map((word) => `"${word}"`).join(' AND ')
  const scope = space === null ? '' : `scope : "s${space}" AND `
  const exact = `${scope}body : (${whole})`
  const begun = `${scope}body : (${whole}*)`
  if (last.length < PREFIXES.from) return [exact]
  return last.length > PREFIXES.to ? [exact, begun] : [begun]
}
