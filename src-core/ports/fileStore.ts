import type { FileId, ItemId, SpaceId } from '../base/ids.ts'

export type TransferState = 'complete' | 'partial' | 'paused'

export interface FileRow {
  readonly fileId: FileId
  readonly itemId: ItemId
  /** Signed manifest bytes (`documents/files.ts`), with the file's key: sealed under the data key. */
  readonly sealedManifest: Uint8Array
  readonly chunkCount: number
  /** One bit a chunk, lowest bit first. */
  readonly have: Uint8Array
  readonly state: TransferState
}

export interface FileStore {
  put(spaceId: SpaceId, row: FileRow): void
  get(spaceId: SpaceId, fileId: FileId): FileRow | undefined
  /** Files that are not complete, for resuming. */
  unfinished(spaceId: SpaceId): readonly FileRow[]
  setProgress(spaceId: SpaceId, fileId: FileId, have: Uint8Array, state: TransferState): void
  remove(spaceId: SpaceId, fileId: FileId): void
}
