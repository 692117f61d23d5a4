import type { DeviceId, FileId, SpaceId } from '../../base/ids.ts'
import { chunkCountOf, chunkHashesOf, hasBit, hashListOf, setBit } from '../../documents/index.ts'
import type { Blobs, Clock, Storage, TransferState } from '../../ports/index.ts'
import type { Session } from '../../sync/index.ts'
import { countBits } from './bits.ts'
import { createFetchProgress, type Fetch } from './fetchProgress.ts'
import type { SpaceChunks } from './spaceChunks.ts'
import type { WriteFailure } from './writeFailure.ts'

export interface FileFetchesOptions {
  readonly spaceId: SpaceId
  readonly storage: Storage
  readonly blobs: Blobs
  readonly clock: Clock
  readonly failure: WriteFailure
  readonly chunks: SpaceChunks
  readonly sessions: () => readonly Session[]
  readonly onProgress: (progressing: readonly Fetch[]) => void
}

/** Fetching the files of others, chunk by chunk, from whoever of the linked devices has them. */
export interface FileFetches {
  /** New files may have been named by the feed. */
  look(): void
  setState(fileId: FileId, state: TransferState): void
  /** It is here by another way. */
  drop(fileId: FileId): void
  running(): Iterable<Fetch>
  receiveChunk(hash: string, bytes: Uint8Array): void
  chunkMissing(hash: string, from: DeviceId): void
  /** Devices were linked or are gone. */
  sessionsChanged(): void
  close(): void
}

/** Larger files of others wait until somebody asks for them, bytes. */
const FETCH_UNASKED_BYTES = 64 * 1024 * 1024

interface Want {
  readonly fetch: Fetch
  /** Of the chunk; -1: the list of hashes. */
  readonly index: number
  /** Who was asked. */
  readonly device: DeviceId
}

export function createFileFetches(options: FileFetchesOptions): FileFetches {
  const { spaceId, storage, blobs, failure, chunks } = options
  const fetches = new Map<FileId, Fetch>()
  const wanted = new Map<string, Want>()
  const lacking = new Map<string, Set<DeviceId>>()
  const progress = createFetchProgress({
    ...options,
    onComplete: ({ row }) => fetches.delete(row.fileId),
    onRefused: forget,
  })

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
      chunks.add(hash)
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
      else chunks.own(fetch.manifest)
      ask(fetch)
      return
    }
    setBit(fetch.have, index)
    fetch.left--
    progress.note(fetch)
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
    progress.note(fetch)
    ask(fetch)
  }

  function look() {
    for (const row of storage.files.unfinished(spaceId)) {
      if (fetches.has(row.fileId)) continue
      const manifest = chunks.manifestOf(row)
      if (!manifest) continue
      const untouched = row.have.every((byte) => byte === 0) && row.state === 'partial'
      const waits = untouched && manifest.sizeBytes > FETCH_UNASKED_BYTES
      const state = waits ? 'paused' : row.state
      const have = row.have.slice()
      const left = chunkCountOf(manifest) - countBits(have)
      const recorded = row.have
      const fetch: Fetch = { row, manifest, have, recorded, hashes: undefined, state, left }
      fetches.set(row.fileId, fetch)
      if (waits) progress.note(fetch)
      ask(fetch)
    }
  }

  return {
    look,
    setState,
    drop: (fileId) => void fetches.delete(fileId),
    running: () => fetches.values(),
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
    },
    close: progress.close,
  }
}
