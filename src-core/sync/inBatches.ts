/** So many bytes of entries, cards and the like make one message. */
const BATCH_BYTES = 1024 * 1024

/** Cut so that each part fits into a message: about 1 MiB each, and `most` pieces at most. None for nothing. */
export function* inBatches(pieces: readonly Uint8Array[], most: number): Generator<Uint8Array[]> {
  let batch: Uint8Array[] = []
  let bytes = 0
  for (const piece of pieces) {
    if (batch.length >= most || (batch.length > 0 && bytes + piece.length > BATCH_BYTES)) {
      yield batch
      batch = []
      bytes = 0
    }
    batch.push(piece)
    bytes += piece.length
  }
  if (batch.length > 0) yield batch
}
