import type { FileId, SpaceId } from '../../../src-core/base/ids.ts'
import { type Bulk, PIECE_BYTES } from '../../../src-core/bridge/bulk.ts'
import type { FileInfo } from '../../../src-core/bridge/contract.ts'
import { shownMime } from './fileKinds.ts'

/** Larger pictures are shown as a file; they can still be downloaded. */
export const MAX_SHOWN_BYTES = 32 * 1024 * 1024
/** Pictures kept decoded while scrolling. */
const MAX_KEPT = 48

export const canShow = (file: FileInfo): boolean =>
  file.picture !== null &&
  file.transfer.state === 'complete' &&
  file.sizeBytes <= MAX_SHOWN_BYTES &&
  shownMime(file.mime) !== undefined

/** Reads a whole file from the host, piece by piece. */
export async function readFile(
  bulk: Pick<Bulk, 'readPiece'>,
  spaceId: SpaceId,
  file: Pick<FileInfo, 'fileId' | 'sizeBytes'>,
  mime: string,
): Promise<Blob> {
  const pieces: Uint8Array<ArrayBuffer>[] = []
  for (let offset = 0; offset < file.sizeBytes; ) {
    const length = Math.min(PIECE_BYTES, file.sizeBytes - offset)
    const piece = await bulk.readPiece(spaceId, file.fileId, offset, length)
    if (piece.length === 0) break
    pieces.push(new Uint8Array(piece))
    offset += piece.length
  }
  return new Blob(pieces, { type: mime })
}

export interface PictureCache {
  /** An address of the picture within this page; the same one for everybody who asks. */
  address(spaceId: SpaceId, file: FileInfo): Promise<string>
  /** The address at once, where it is known. */
  known(fileId: FileId): string | undefined
}

interface Kept {
  readonly address: Promise<string>
  ready: string | undefined
}

/** Keeps the pictures looked at last; older ones are let go and read again when they come back. */
export function createPictureCache(bulk: Pick<Bulk, 'readPiece'>): PictureCache {
  const kept = new Map<FileId, Kept>()

  const forget = () => {
    for (const [fileId, entry] of kept) {
      if (kept.size <= MAX_KEPT) return
      kept.delete(fileId)
      entry.address.then(URL.revokeObjectURL, () => {})
    }
  }
  const read = (spaceId: SpaceId, file: FileInfo): Kept => {
    const mime = shownMime(file.mime) ?? 'application/octet-stream'
    const address = readFile(bulk, spaceId, file, mime).then(URL.createObjectURL)
    const entry: Kept = { address, ready: undefined }
    address.then(
      (ready) => {
        entry.ready = ready
      },
      // A picture that failed is asked for again next time.
      () => kept.delete(file.fileId),
    )
    return entry
  }

  return {
    address(spaceId, file) {
      const entry = kept.get(file.fileId) ?? read(spaceId, file)
      // Newest last: the order of the map is the order of use.
      kept.delete(file.fileId)
      kept.set(file.fileId, entry)
      forget()
      return entry.address
    },
    known: (fileId) => kept.get(fileId)?.ready,
  }
}
