/** The largest piece that crosses between a page and its host at once, in bytes. */
export const PIECE_BYTES = 1024 * 1024

/** Wire frames side by side in one piece of bytes: u32 length, big-endian, then the frame. */
export function joinFrames(frames: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const piece = new Uint8Array(frames.reduce((sum, frame) => sum + 4 + frame.length, 0))
  const view = new DataView(piece.buffer)
  let offset = 0
  for (const frame of frames) {
    view.setUint32(offset, frame.length)
    piece.set(frame, offset + 4)
    offset += 4 + frame.length
  }
  return piece
}

/** The frames of a piece, as views of it; undefined when it is not made of whole frames. */
export function splitFrames(piece: Uint8Array): Uint8Array[] | undefined {
  const view = new DataView(piece.buffer, piece.byteOffset, piece.length)
  const frames: Uint8Array[] = []
  let offset = 0
  while (offset < piece.length) {
    if (piece.length - offset < 4) return undefined
    const end = offset + 4 + view.getUint32(offset)
    if (end > piece.length) return undefined
    frames.push(piece.subarray(offset + 4, end))
    offset = end
  }
  return frames
}
