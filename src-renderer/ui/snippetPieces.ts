/** One piece of a found text. */
export interface Piece {
  readonly text: string
  readonly hit: boolean
  /** Where it begins, for a key. */
  readonly at: number
}

const BEGIN = '\u0001'
const END = '\u0002'

/** Cuts a snippet of the search: what was found stands between U+0001 and U+0002. */
export function piecesOf(snippet: string): Piece[] {
  const pieces: Piece[] = []
  let at = 0
  for (const [index, part] of snippet.replaceAll(END, BEGIN).split(BEGIN).entries()) {
    if (part !== '') pieces.push({ text: part, hit: index % 2 === 1, at })
    at += part.length + 1
  }
  return pieces
}
