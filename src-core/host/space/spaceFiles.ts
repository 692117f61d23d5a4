import type { Disposer } from '../../base/disposer.ts'
import { createEmitter } from '../../base/emitter.ts'
import { FoyerError } from '../../base/errors.ts'
import type { DeviceId, FileId, ItemId, SpaceId } from '../../base/ids.ts'
import { haveBytesOf, readRange } from '../../documents/index.ts'
import type { Blobs, Clock, Random, Storage } from '../../ports/index.ts'
import type { Session } from '../../sync/index.ts'
import type { Fetch } from './fetchProgress.ts'
import { createFileFetches } from './fileFetches.ts'
import { createFileIntake, type FileIntake } from './fileIntake.ts'
import { createSpaceChunks } from './spaceChunks.ts'
import type { ChunkExchange } from './spaceSync.ts'
import type { WriteFailure } from './writeFailure.ts'

export interface SpaceFilesOptions {
  readonly spaceId: SpaceId
  readonly storage: Storage
  readonly blobs: Blobs
  readonly dataKey: Uint8Array
  readonly self: DeviceId
  readonly random: Random
  readonly clock: Clock
  readonly failure: WriteFailure
  readonly sessions: () => readonly Session[]
  /** Posts the item of a file that was taken in. */
  readonly post: (fileId: FileId, manifest: Uint8Array, text: string) => ItemId
  /** The feed shows another progress of these items. */
  readonly onProgress: (items: readonly ItemId[]) => void
}

export interface Transfer {
  readonly fileId: FileId
  readonly direction: 'in' | 'out'
  readonly state: 'receiving' | 'waiting' | 'paused' | 'complete'
  readonly haveBytes: number
  readonly sizeBytes: number
}

/** The files of one Space: taking in, sealing, serving chunks, fetching those of others. */
export interface SpaceFiles
  extends ChunkExchange,
    Pick<FileIntake, 'begin' | 'putPiece' | 'finish' | 'cancel'> {
  pause(fileId: FileId): void
  resume(fileId: FileId): void
  read(fileId: FileId, offset: number, length: number): Uint8Array
  describe(fileId: FileId): {
    readonly name: string
    readonly mime: string
    readonly sizeBytes: number
  }
  transfers(): readonly Transfer[]
  /** New files may have been named by the feed. */
  look(): void
  onTransfers(listener: () => void): Disposer
  /** Removes every chunk of this Space from the device. */
  eraseAll(): void
  close(): void
}

export function createSpaceFiles(options: SpaceFilesOptions): SpaceFiles {
  const { blobs } = options
  const changed = createEmitter<void>()
  const chunks = createSpaceChunks(options)
  const fetches = createFileFetches({
    ...options,
    chunks,
    onProgress(progressing) {
      options.onProgress(progressing.map(({ row }) => row.itemId))
      changed.emit()
    },
  })
  const intake = createFileIntake({
    ...options,
    onChange: changed.emit,
    onPosted(fileId, itemId, manifest) {
      fetches.drop(fileId)
      chunks.own(manifest)
      options.onProgress([itemId])
      changed.emit()
    },
  })

  const inward = ({ row, manifest, have, state }: Fetch): Transfer => ({
    fileId: row.fileId,
    direction: 'in',
    state: state === 'partial' ? (options.sessions().length > 0 ? 'receiving' : 'waiting') : state,
    haveBytes: haveBytesOf(manifest, have),
    sizeBytes: manifest.sizeBytes,
  })

  return {
    begin: intake.begin,
    putPiece: intake.putPiece,
    finish: intake.finish,
    cancel: intake.cancel,
    pause: (fileId) => fetches.setState(fileId, 'paused'),
    resume: (fileId) => fetches.setState(fileId, 'partial'),
    read(fileId, offset, length) {
      const bytes = readRange(chunks.file(fileId).manifest, blobs, { offset, length })
      if (!bytes.ok) throw new FoyerError(bytes.error)
      return bytes.value
    },
    describe(fileId) {
      const { name, mime, sizeBytes } = chunks.file(fileId).manifest
      return { name, mime, sizeBytes }
    },
    transfers: () => [
      ...intake
        .incoming()
        .map((file): Transfer => ({ ...file, direction: 'out', state: 'receiving' })),
      ...[...fetches.running()].map(inward),
    ],
    look: fetches.look,
    chunk: chunks.read,
    receiveChunk: fetches.receiveChunk,
    chunkMissing: fetches.chunkMissing,
    sessionsChanged() {
      fetches.sessionsChanged()
      changed.emit()
    },
    onTransfers: changed.on,
    eraseAll() {
      chunks.eraseAll()
      intake.eraseAll()
    },
    close() {
      fetches.close()
      intake.close()
    },
  }
}
