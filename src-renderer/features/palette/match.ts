/** Lower case without accents, so that "ecrire" finds "écrire". */
export const fold = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

/** Whether every word of the query begins a word of one of the texts. */
export function matches(query: string, texts: readonly string[]): boolean {
  const words = texts.flatMap((text) => fold(text).split(/[^\p{L}\p{N}]+/u))
  return fold(query)
    .split(/\s+/)
    .filter((wanted) => wanted !== '')
    .every((wanted) => words.some((word) => word.startsWith(wanted)))
}

/** A snippet cut into pieces, those that the query found marked. */
export function marked(text: string, query: string): { text: string; hit: boolean }[] {
  const words = query.split(/\s+/).filter((word) => word.length > 1)
  if (words.length === 0) return [{ text, hit: false }]
  const escaped = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return text
    .split(new RegExp(`(${escaped.join('|')})`, 'giu'))
    .map((piece, index) => ({ text: piece, hit: index % 2 === 1 }))
    .filter((piece) => piece.text !== '')
}
