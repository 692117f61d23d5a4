import { discard } from '../../base/bytes.ts'
import { joinFrames, PIECE_BYTES } from '../../base/framePieces.ts'

/** Bulk frames of one link that the transport page has not fetched yet. */
export interface BulkQueue {
  /** Takes the frame over. */
  push(frame: Uint8Array): void
  /** The next frames in one piece; empty: none. */
  take(): Uint8Array
  readonly bytes: number
}

export function createBulkQueue(): BulkQueue {
  let frames: Uint8Array[] = []
  let bytes = 0
  return {
    get bytes() {
      return bytes
    },
    push(frame) {
      frames.push(frame)
      bytes += frame.length
    },
    take() {
      let count = 0
      let size = 0
      while (count < frames.length) {
        const next = size + 4 + (frames[count] as Uint8Array).length
        if (next > PIECE_BYTES) break
        size = next
        count += 1
      }
      const taken = frames.slice(0, count)
      const piece = joinFrames(taken)
      for (const frame of taken) discard(frame)
      frames = frames.slice(count)
      bytes -= piece.length - 4 * count
      return piece
    },
  }
}
