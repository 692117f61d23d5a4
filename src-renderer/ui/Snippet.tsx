import { piecesOf } from './snippetPieces.ts'

/** A found text with what was found in it marked. */
export function Snippet({ text }: { readonly text: string }) {
  return (
    <bdi>
      {piecesOf(text).map(({ text: piece, hit, at }) =>
        hit ? <mark key={at}>{piece}</mark> : <span key={at}>{piece}</span>,
      )}
    </bdi>
  )
}
