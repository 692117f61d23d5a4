import type { FileId, LinkId, SpaceId } from '../../src-core/base/ids.ts'

/** What the bulk routes need of a host; the host's end of `Bulk` (src-core/bridge/bulk.ts). */
export interface BulkHost {
  putPiece(
    spaceId: SpaceId,
    fileId: FileId,
    offset: number,
    piece: Uint8Array,
  ): void | Promise<void>
  /** At most `length` bytes from `offset`; throws FoyerError FILE_INCOMPLETE, NOT_FOUND. */
  readPiece(
    spaceId: SpaceId,
    fileId: FileId,
    offset: number,
    length: number,
  ): Uint8Array | Promise<Uint8Array>
  /** Throws FoyerError NOT_FOUND. */
  fileInfo(spaceId: SpaceId, fileId: FileId): { readonly name: string; readonly sizeBytes: number }
  takeFrames(linkId: LinkId): Uint8Array | Promise<Uint8Array>
  putFrames(linkId: LinkId, frames: Uint8Array): void | Promise<void>
}
