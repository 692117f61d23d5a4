import type { Disposer } from '../../base/disposer.ts'
import { createEmitter } from '../../base/emitter.ts'
import { FoyerError } from '../../base/errors.ts'
import { type DeviceId, type FileId, type ItemId, idToBytes, type SpaceId } from '../../base/ids.ts'
import { openAtRest } from '../../crypto/index.ts'
import {
  checkFileSize,
  chunkCountOf,
  chunkHashesOf,
  createFileSealer,
  type FileDescription,
  type FileManifestWithSecrets,
  type FileSealer,
  freshFileId,
  hasBit,
  hashListOf,
  haveBytesOf,
  manifestFromBytes,
  manifestToBytes,
  readRange,
  setBit,
} from '../../documents/index.ts'
import { deviceTag } from '../../membership/index.ts'
import type { Blobs, Clock, FileRow, Random, Storage, TransferState } from '../../ports/index.ts'
import type { Session } from '../../sync/index.ts'
import { countBits } from './bits.ts'
import { once } from './once.ts'
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
export interface SpaceFiles extends ChunkExchange {
  begin(description: Omit<FileDescription, 'fileId'>): FileId
  putPiece(fileId: FileId, offset: number, piece: Uint8Array): void
  /** Posts it once its chunks are on the disk for good. */
  finish(fileId: FileId, text: string): Promise<ItemId>
  cancel(fileId: FileId): void
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

/** Larger files of others wait until somebody asks for them, bytes. */
const FETCH_UNASKED_BYTES = 64 * 1024 * 1024
/** Progress is written to disk and shown at most this often, ms. */
const PROGRESS_EVERY_MS = 200
/** A file that is taken in goes to the disk whenever so much of it came, and not all at its end. Bytes. */
const FLUSH_EVERY_BYTES = 8 * 1024 * 1024

interface Fetch {
  readonly row: FileRow
  readonly manifest: FileManifestWithSecrets
  /** Chunks here; a power cut may lose those that are not in `recorded`. */
  readonly have: Uint8Array
  recorded: Uint8Array
  /** Undefined until the list of hashes has arrived. */
  hashes: readonly string[] | undefined
  state: TransferState
  /** Chunks not here yet. */
  left: number
}

/** A file of one's own on its way in from the page. */
interface Intake {
  readonly sealer: FileSealer
  readonly description: FileDescription
  readonly hashes: string[]
  /** Bytes of it that were flushed, or are being. */
  flushedBytes: number
}

interface Want {
  readonly fetch: Fetch
  /** Of the chunk; -1: the list of hashes. */
  readonly index: number
  /** Who was asked. */
  readonly device: DeviceId
}

export function createSpaceFiles(options: SpaceFilesOptions): SpaceFiles {
  const { spaceId, storage, blobs, dataKey, random, clock, failure } = options
  const changed = createEmitter<void>()
  const incoming = new Map<FileId, Intake>()
  const fetches = new Map<FileId, Fetch>()
  const wanted = new Map<string, Want>()
  const lacking = new Map<string, Set<DeviceId>>()
  /** Chunks of this Space, so that no other Space's can be asked for (only authorised peers are served). */
  const owned = new Set<string>()
  const dirty = new Set<Fetch>()
  let timer: Disposer | undefined
  let flushing = false
  let closed = false

  const manifestOf = (row: FileRow): FileManifestWithSecrets | undefined => {
    const place = { kind: 'manifest', context: [idToBytes(row.fileId)] }
    const bytes = openAtRest(dataKey, place, row.sealedManifest)
    return bytes && manifestFromBytes(bytes)
  }
  function fileOf(fileId: FileId): { row: FileRow; manifest: FileManifestWithSecrets } {
    const row = storage.files.get(spaceId, fileId)
    const manifest = row && manifestOf(row)
    if (!row || !manifest) throw new FoyerError('NOT_FOUND')
    return { row, manifest }
  }
  function own(manifest: FileManifestWithSecrets) {
    const list = hashListOf(manifest)
    if (list) owned.add(list)
    for (const hash of chunkHashesOf(manifest, blobs) ?? []) owned.add(hash)
  }

  /** Once a start: files that were complete before it. */
  const ownAll = once(() => {
    const count = storage.feed.count(spaceId, 'file')
    for (const { content } of storage.feed.window(spaceId, 'file', 0, count)) {
      const row = storage.files.get(spaceId, JSON.parse(content).fileId)
      const manifest = row && manifestOf(row)
      if (manifest) own(manifest)
    }
  })

  function record(fetch: Fetch, have: Uint8Array) {
    const { fileId } = fetch.row
    fetch.recorded = have
    if (countBits(have) === chunkCountOf(fetch.manifest)) {
      fetch.state = 'complete'
      fetches.delete(fileId)
    }
    storage.files.setProgress(spaceId, fileId, have, fetch.state)
  }
  function tell(progressing: readonly Fetch[]) {
    options.onProgress(progressing.map(({ row }) => row.itemId))
    changed.emit()
  }

  /** Records what is on disk for good by then: no bit is set for a chunk that a power cut could lose. */
  function flushProgress() {
    timer = undefined
    if (flushing || dirty.size === 0) return
    const batch = [...dirty].map((fetch) => ({ fetch, have: fetch.have.slice() }))
    dirty.clear()
    const done = () => {
      for (const { fetch, have } of batch) record(fetch, have)
      tell(batch.map(({ fetch }) => fetch))
    }
    if (blobs.flush)
      void flushThen(blobs.flush(), done, () => stop(batch.map(({ fetch }) => fetch)))
    else done()
  }
  async function flushThen(flushed: Promise<void>, done: () => void, failed: () => void) {
    flushing = true
    const refused = await flushed.then(
      () => undefined,
      (error: unknown) => ({ error }),
    )
    flushing = false
    if (closed) return
    // Writing that it stopped may succeed; what failed is said after it, and stays said.
    if (refused) failed()
    attempt(() => {
      if (refused) throw refused.error
      done()
    })
    for (const fetch of [...dirty]) progressed(fetch)
  }
  /** The disk did not take their chunks; resuming tries again. */
  function stop(stopped: readonly Fetch[]) {
    for (const fetch of stopped) {
      fetch.state = 'paused'
      forget(fetch)
      attempt(() => storage.files.setProgress(spaceId, fetch.row.fileId, fetch.recorded, 'paused'))
    }
    tell(stopped)
  }
  /** What the disk refuses is shown by the sync line. */
  function attempt(write: () => void) {
    try {
      failure.attempt(write)
    } catch (error) {
      if (!(error instanceof FoyerError)) throw error
    }
  }
  function progressed(fetch: Fetch) {
    dirty.add(fetch)
    if (fetch.left === 0) {
      timer?.()
      flushProgress()
    } else timer ??= clock.after(PROGRESS_EVERY_MS, flushProgress)
  }

  function missingOf(fetch: Fetch): { hash: string; index: number }[] {
    fetch.hashes ??= chunkHashesOf(fetch.manifest, blobs)
    const list = hashListOf(fetch.manifest)
    if (!fetch.hashes) return list ? [{ hash: list, index: -1 }] : []
    return fetch.hashes.flatMap((hash, index) =>
      hasBit(fetch.have, index) ? [] : [{ hash, index }],
    )
  }

  /** Asks one linked device for everything missing that it was not found to lack. */
  function ask(fetch: Fetch) {
    if (fetch.state !== 'partial') return
    const sessions = options.sessions().filter(({ greeted }) => greeted)
    for (const { hash, index } of missingOf(fetch)) {
      if (blobs.has(hash)) {
        take(fetch, index, hash)
        continue
      }
      owned.add(hash)
      if (wanted.has(hash)) continue
      const session = sessions.find(({ device }) => !lacking.get(hash)?.has(device))
      if (!session) continue
      wanted.set(hash, { fetch, index, device: session.device })
      session.wantChunks([hash])
    }
  }

  function take(fetch: Fetch, index: number, hash: string) {
    if (index < 0) {
      fetch.hashes = chunkHashesOf(fetch.manifest, blobs)
      if (!fetch.hashes) blobs.remove(hash)
      else own(fetch.manifest)
      ask(fetch)
      return
    }
    setBit(fetch.have, index)
    fetch.left--
    progressed(fetch)
  }

  function forget(fetch: Fetch) {
    const hashes = [...wanted].flatMap(([hash, want]) => (want.fetch === fetch ? [hash] : []))
    for (const hash of hashes) wanted.delete(hash)
    for (const session of options.sessions()) session.cancelChunks(hashes)
  }

  function setState(fileId: FileId, state: TransferState) {
    const fetch = fetches.get(fileId)
    if (!fetch || fetch.state === state) return
    fetch.state = state
    if (state === 'paused') forget(fetch)
    progressed(fetch)
    ask(fetch)
  }

  function look() {
    for (const row of storage.files.unfinished(spaceId)) {
      if (fetches.has(row.fileId)) continue
      const manifest = manifestOf(row)
      if (!manifest) continue
      const untouched = row.have.every((byte) => byte === 0) && row.state === 'partial'
      const waits = untouched && manifest.sizeBytes > FETCH_UNASKED_BYTES
      const state = waits ? 'paused' : row.state
      const have = row.have.slice()
      const left = chunkCountOf(manifest) - countBits(have)
      const recorded = row.have
      const fetch: Fetch = { row, manifest, have, recorded, hashes: undefined, state, left }
      fetches.set(row.fileId, fetch)
      if (waits) progressed(fetch)
      ask(fetch)
    }
  }

  function intake(fileId: FileId) {
    const found = incoming.get(fileId)
    if (!found) throw new FoyerError('NOT_FOUND')
    return found
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
      changed.emit()
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
      changed.emit()
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
      fetches.delete(fileId)
      own(manifest)
      options.onProgress([itemId])
      changed.emit()
      return itemId
    },
    cancel(fileId) {
      const { hashes } = intake(fileId)
      incoming.delete(fileId)
      for (const hash of hashes) blobs.remove(hash)
      changed.emit()
    },
    pause: (fileId) => setState(fileId, 'paused'),
    resume: (fileId) => setState(fileId, 'partial'),
    read(fileId, offset, length) {
      const bytes = readRange(fileOf(fileId).manifest, blobs, { offset, length })
      if (!bytes.ok) throw new FoyerError(bytes.error)
      return bytes.value
    },
    describe(fileId) {
      const { name, mime, sizeBytes } = fileOf(fileId).manifest
      return { name, mime, sizeBytes }
    },
    transfers() {
      const out = [...incoming].map(
        ([fileId, { sealer, description }]): Transfer => ({
          fileId,
          direction: 'out',
          state: 'receiving',
          haveBytes: sealer.position,
          sizeBytes: description.sizeBytes,
        }),
      )
      const inward = [...fetches].map(
        ([fileId, { manifest, have, state }]): Transfer => ({
          fileId,
          direction: 'in',
          state:
            state === 'partial' ? (options.sessions().length > 0 ? 'receiving' : 'waiting') : state,
          haveBytes: haveBytesOf(manifest, have),
          sizeBytes: manifest.sizeBytes,
        }),
      )
      return [...out, ...inward]
    },
    look,
    chunk(hash) {
      if (!owned.has(hash)) ownAll()
      return owned.has(hash) ? blobs.read(hash) : undefined
    },
    receiveChunk(hash, bytes) {
      const want = wanted.get(hash)
      if (!want) return
      wanted.delete(hash)
      try {
        failure.attempt(() => blobs.write(hash, bytes))
      } catch (error) {
        // Stops here and says so; resuming asks again, for nothing that is on disk.
        setState(want.fetch.row.fileId, 'paused')
        throw error
      }
      take(want.fetch, want.index, hash)
    },
    chunkMissing(hash, from) {
      const want = wanted.get(hash)
      wanted.delete(hash)
      const devices = lacking.get(hash) ?? new Set()
      lacking.set(hash, devices.add(from))
      if (want) ask(want.fetch)
    },
    sessionsChanged() {
      lacking.clear()
      const linked = new Set(options.sessions().map(({ device }) => device))
      for (const [hash, { device }] of wanted) if (!linked.has(device)) wanted.delete(hash)
      for (const fetch of fetches.values()) ask(fetch)
      changed.emit()
    },
    onTransfers: changed.on,
    eraseAll() {
      ownAll()
      for (const hash of owned) blobs.remove(hash)
      for (const { hashes } of incoming.values()) for (const hash of hashes) blobs.remove(hash)
    },
    close() {
      timer?.()
      // Where flushing takes time there is none left: chunks that are there tell of themselves later.
      if (!blobs.flush) flushProgress()
      closed = true
    },
  }
}
