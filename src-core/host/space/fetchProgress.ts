import type { Disposer } from '../../base/disposer.ts'
import { FoyerError } from '../../base/errors.ts'
import type { SpaceId } from '../../base/ids.ts'
import { chunkCountOf, type FileManifestWithSecrets } from '../../documents/index.ts'
import type { Blobs, Clock, FileRow, Storage, TransferState } from '../../ports/index.ts'
import { countBits } from './bits.ts'
import type { WriteFailure } from './writeFailure.ts'

/** A file of somebody else's on its way here. */
export interface Fetch {
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

export interface FetchProgressOptions {
  readonly spaceId: SpaceId
  readonly storage: Storage
  readonly blobs: Blobs
  readonly clock: Clock
  readonly failure: WriteFailure
  readonly onComplete: (fetch: Fetch) => void
  /** The disk did not take its chunks: it is paused. */
  readonly onRefused: (fetch: Fetch) => void
  readonly onProgress: (progressing: readonly Fetch[]) => void
}

/** Writes down which chunks of a file are here, once they are on the disk for good. */
export interface FetchProgress {
  /** A chunk came, or the state changed. */
  note(fetch: Fetch): void
  close(): void
}

/** Progress is written to disk and shown at most this often, ms. */
const PROGRESS_EVERY_MS = 200

export function createFetchProgress(options: FetchProgressOptions): FetchProgress {
  const { spaceId, storage, blobs, clock, failure } = options
  const dirty = new Set<Fetch>()
  let timer: Disposer | undefined
  let flushing = false
  let closed = false

  function record(fetch: Fetch, have: Uint8Array) {
    fetch.recorded = have
    if (countBits(have) === chunkCountOf(fetch.manifest)) {
      fetch.state = 'complete'
      options.onComplete(fetch)
    }
    storage.files.setProgress(spaceId, fetch.row.fileId, have, fetch.state)
  }

  /** Records what is on disk for good by then: no bit is set for a chunk that a power cut could lose. */
  function flushProgress() {
    timer = undefined
    if (flushing || dirty.size === 0) return
    const batch = [...dirty].map((fetch) => ({ fetch, have: fetch.have.slice() }))
    dirty.clear()
    const done = () => {
      for (const { fetch, have } of batch) record(fetch, have)
      options.onProgress(batch.map(({ fetch }) => fetch))
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
    for (const fetch of [...dirty]) note(fetch)
  }
  /** The disk did not take their chunks; resuming tries again. */
  function stop(stopped: readonly Fetch[]) {
    for (const fetch of stopped) {
      fetch.state = 'paused'
      options.onRefused(fetch)
      attempt(() => storage.files.setProgress(spaceId, fetch.row.fileId, fetch.recorded, 'paused'))
    }
    options.onProgress(stopped)
  }
  /** What the disk refuses is shown by the sync line. */
  function attempt(write: () => void) {
    try {
      failure.attempt(write)
    } catch (error) {
      if (!(error instanceof FoyerError)) throw error
    }
  }
  function note(fetch: Fetch) {
    dirty.add(fetch)
    if (fetch.left === 0) {
      timer?.()
      flushProgress()
    } else timer ??= clock.after(PROGRESS_EVERY_MS, flushProgress)
  }

  return {
    note,
    close() {
      timer?.()
      // Where flushing takes time there is none left: chunks that are there tell of themselves later.
      if (!blobs.flush) flushProgress()
      closed = true
    },
  }
}
