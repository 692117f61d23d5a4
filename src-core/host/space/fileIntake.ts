import { FoyerError } from '../../base/errors.ts'
import type { DeviceId, FileId, ItemId, SpaceId } from '../../base/ids.ts'
import {
  checkFileSize,
  createFileSealer,
  type FileDescription,
  type FileManifestWithSecrets,
  type FileSealer,
  freshFileId,
  manifestToBytes,
} from '../../documents/index.ts'
import { deviceTag } from '../../membership/index.ts'
import type { Blobs, Random, Storage } from '../../ports/index.ts'
import type { WriteFailure } from './writeFailure.ts'

export interface FileIntakeOptions {
  readonly spaceId: SpaceId
  readonly storage: Storage
  readonly blobs: Blobs
  readonly self: DeviceId
  readonly random: Random
  readonly failure: WriteFailure
  /** Posts the item of a file that was taken in. */
  readonly post: (fileId: FileId, manifest: Uint8Array, text: string) => ItemId
  readonly onPosted: (fileId: FileId, itemId: ItemId, manifest: FileManifestWithSecrets) => void
  /** A file began, went on or was cancelled. */
  readonly onChange: () => void
}

/** A file on its way in. */
export interface IncomingFile {
  readonly fileId: FileId
  readonly haveBytes: number
  readonly sizeBytes: number
}

/** Files of one's own on their way in from the page, sealed piece by piece as they come. */
export interface FileIntake {
  begin(description: Omit<FileDescription, 'fileId'>): FileId
  putPiece(fileId: FileId, offset: number, piece: Uint8Array): void
  /** Posts it once its chunks are on the disk for good. */
  finish(fileId: FileId, text: string): Promise<ItemId>
  cancel(fileId: FileId): void
  incoming(): readonly IncomingFile[]
  /** Removes what has come of files that were not finished. */
  eraseAll(): void
  close(): void
}

/** A file goes to the disk whenever so much of it came, and not all at its end. Bytes. */
const FLUSH_EVERY_BYTES = 8 * 1024 * 1024

interface Intake {
  readonly sealer: FileSealer
  readonly description: FileDescription
  readonly hashes: string[]
  /** Bytes of it that were flushed, or are being. */
  flushedBytes: number
}

export function createFileIntake(options: FileIntakeOptions): FileIntake {
  const { spaceId, storage, blobs, random, failure } = options
  const incoming = new Map<FileId, Intake>()
  let closed = false

  function intake(fileId: FileId): Intake {
    const found = incoming.get(fileId)
    if (!found) throw new FoyerError('NOT_FOUND')
    return found
  }
  const remove = (hashes: readonly string[]) => {
    for (const hash of hashes) blobs.remove(hash)
  }

  return {
    begin(description) {
      const fault = checkFileSize(description.sizeBytes)
      if (fault) throw new FoyerError(fault)
      const fileId = freshFileId(deviceTag(options.self), random)
      const file = { ...description, fileId }
      const hashes: string[] = []
      const sealer = createFileSealer({
        file,
        random,
        onChunk(hash, sealed) {
          failure.attempt(() => blobs.write(hash, sealed))
          hashes.push(hash)
        },
      })
      incoming.set(fileId, { sealer, description: file, hashes, flushedBytes: 0 })
      options.onChange()
      return fileId
    },
    putPiece(fileId, offset, piece) {
      const file = intake(fileId)
      const { sealer } = file
      if (offset !== sealer.position)
        throw new FoyerError('INVALID_INPUT', { expected: sealer.position })
      const added = sealer.add(piece)
      if (!added.ok) throw new FoyerError(added.error)
      if (sealer.position - file.flushedBytes >= FLUSH_EVERY_BYTES) {
        file.flushedBytes = sealer.position
        // What the disk refuses now waits for `finish`, which says so.
        blobs.flush?.().catch(() => {})
      }
      options.onChange()
    },
    async finish(fileId, text) {
      const file = intake(fileId)
      const sealed = file.sealer.finish()
      if (!sealed.ok) throw new FoyerError(sealed.error)
      const manifest = sealed.value
      const refused = await blobs.flush?.().catch((error: unknown) => ({ error }))
      if (refused)
        failure.attempt(() => {
          throw refused.error
        })
      if (closed || incoming.get(fileId) !== file) throw new FoyerError('NOT_FOUND')
      const itemId = options.post(fileId, manifestToBytes(manifest), text)
      incoming.delete(fileId)
      const have = new Uint8Array(storage.files.get(spaceId, fileId)?.have.length ?? 0).fill(255)
      storage.transaction(() => storage.files.setProgress(spaceId, fileId, have, 'complete'))
      options.onPosted(fileId, itemId, manifest)
      return itemId
    },
    cancel(fileId) {
      const { hashes } = intake(fileId)
      incoming.delete(fileId)
      remove(hashes)
      options.onChange()
    },
    incoming: () =>
      [...incoming].map(([fileId, { sealer, description }]) => ({
        fileId,
        haveBytes: sealer.position,
        sizeBytes: description.sizeBytes,
      })),
    eraseAll() {
      for (const { hashes } of incoming.values()) remove(hashes)
    },
    close() {
      closed = true
    },
  }
}
