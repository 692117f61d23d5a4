import type { FileId, LinkId, SpaceId } from '../base/ids.ts'

export { PIECE_BYTES } from '../base/framePieces.ts'

/**
 * Large bytes between a page and its host, beside the bridge: by `fetch` on the host's own origin
 * (`/bulk/…`) on the desktop and in the browser host, by transferable buffers in the guest page.
 */
export interface Bulk {
  /** Hands over the next piece of a file begun with `files.begin`; `files.finish` waits for the disk. */
  putPiece(spaceId: SpaceId, fileId: FileId, offset: number, piece: Uint8Array): Promise<void>
  /** At most `PIECE_BYTES` from `offset`. Throws FoyerError FILE_INCOMPLETE, NOT_FOUND. */
  readPiece(spaceId: SpaceId, fileId: FileId, offset: number, length: number): Promise<Uint8Array>
  /** An address to download the whole file from, where the host has one; null in the guest page. */
  downloadUrl(spaceId: SpaceId, fileId: FileId): string | null
  /** Transport page: frames waiting for a link's bulk lane, framed as u32 length + bytes; empty: none. */
  takeFrames(linkId: LinkId): Promise<Uint8Array>
  /** Transport page: frames that arrived on a link's bulk lane, framed in the same way. */
  putFrames(linkId: LinkId, frames: Uint8Array): Promise<void>
}
