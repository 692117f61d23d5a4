import type { Disposer } from '../../../src-core/base/disposer.ts'
import type { FileId, SpaceId } from '../../../src-core/base/ids.ts'
import { type Bulk, PIECE_BYTES } from '../../../src-core/bridge/bulk.ts'
import type { FileInfo, FoyerContract } from '../../../src-core/bridge/contract.ts'
import type { Client } from '../../../src-core/bridge/types.ts'
import { type Failure, toFailure } from '../../state/failure.ts'

/** A file as it goes in: a picture's metadata is already gone from `content`. */
export interface Outgoing {
  readonly name: string
  readonly mime: string
  readonly content: Blob
  readonly picture: FileInfo['picture']
  readonly removed: FileInfo['removed']
}

export type UploadState = 'waiting' | 'sending' | 'paused' | 'failed'

export interface Upload {
  readonly id: number
  readonly spaceId: SpaceId
  readonly name: string
  readonly mime: string
  readonly sizeBytes: number
  readonly sentBytes: number
  readonly state: UploadState
  readonly failure: Failure | undefined
  /** When its first byte went, ms since 1970; for the time that is left. */
  readonly startedAt: number | undefined
}

export interface Uploads {
  /** Running work of a Space, oldest first; finished files leave it. */
  list(spaceId: SpaceId): readonly Upload[]
  add(spaceId: SpaceId, files: readonly Outgoing[]): void
  pause(id: number): void
  /** Goes on after a pause or a failure, from the last byte the host has. */
  resume(id: number): void
  stop(id: number): void
  onChange(listener: () => void): Disposer
}

interface Job {
  upload: Upload
  readonly file: Outgoing
  fileId: FileId | undefined
  stopped: boolean
}

export interface UploadsOptions {
  readonly files: Pick<Client<FoyerContract>['files'], 'begin' | 'finish' | 'cancel'>
  readonly bulk: Pick<Bulk, 'putPiece'>
  readonly now?: () => number
}

/**
 * Files on their way from this page into the host, one after the other and in pieces, so that the order in
 * which they were chosen is the order in the feed. The person can go on meanwhile, also in another Space.
 */
export function createUploads({ files, bulk, now = Date.now }: UploadsOptions): Uploads {
  let jobs: readonly Job[] = []
  const lists = new Map<SpaceId, readonly Upload[]>()
  const listeners = new Set<() => void>()
  let nextId = 1
  let running = false

  const announce = () => {
    lists.clear()
    for (const listener of listeners) listener()
  }
  const change = (job: Job, next: Partial<Upload>) => {
    job.upload = { ...job.upload, ...next }
    announce()
  }
  const drop = (job: Job) => {
    jobs = jobs.filter((other) => other !== job)
    announce()
  }
  const jobOf = (id: number) => jobs.find((job) => job.upload.id === id)
  const goesOn = (job: Job) => !job.stopped && job.upload.state === 'sending'

  async function send(job: Job) {
    const { spaceId, sizeBytes } = job.upload
    change(job, { state: 'sending', startedAt: job.upload.startedAt ?? now() })
    try {
      job.fileId ??= await begin(job)
      while (goesOn(job) && job.upload.sentBytes < sizeBytes) await sendPiece(job, job.fileId)
      if (!goesOn(job)) return
      await files.finish({ spaceId, fileId: job.fileId, text: '' })
      drop(job)
    } catch (thrown) {
      if (!job.stopped) change(job, { state: 'failed', failure: toFailure(thrown) })
    }
  }

  async function begin({ upload, file }: Job): Promise<FileId> {
    const { name, mime, picture, removed } = file
    const { spaceId, sizeBytes } = upload
    return (await files.begin({ spaceId, name, sizeBytes, mime, picture, removed })).fileId
  }

  async function sendPiece(job: Job, fileId: FileId) {
    const { spaceId, sentBytes } = job.upload
    const piece = await job.file.content.slice(sentBytes, sentBytes + PIECE_BYTES).arrayBuffer()
    await bulk.putPiece(spaceId, fileId, sentBytes, new Uint8Array(piece))
    change(job, { sentBytes: sentBytes + piece.byteLength })
  }

  async function run() {
    if (running) return
    running = true
    for (;;) {
      const next = jobs.find((job) => job.upload.state === 'waiting')
      if (!next) break
      await send(next)
    }
    running = false
  }

  return {
    list(spaceId) {
      const known = lists.get(spaceId)
      if (known) return known
      const list = jobs.map((job) => job.upload).filter((upload) => upload.spaceId === spaceId)
      lists.set(spaceId, list)
      return list
    },
    add(spaceId, outgoing) {
      const added = outgoing.map((file) => ({
        upload: newUpload(nextId++, spaceId, file),
        file,
        fileId: undefined,
        stopped: false,
      }))
      jobs = [...jobs, ...added]
      announce()
      void run()
    },
    pause(id) {
      const job = jobOf(id)
      if (job) change(job, { state: 'paused' })
    },
    resume(id) {
      const job = jobOf(id)
      if (!job) return
      change(job, { state: 'waiting', failure: undefined, startedAt: undefined })
      void run()
    },
    stop(id) {
      const job = jobOf(id)
      if (!job) return
      job.stopped = true
      drop(job)
      const { spaceId } = job.upload
      // What it leaves behind unfinished, the host clears away by itself.
      if (job.fileId) files.cancel({ spaceId, fileId: job.fileId }).catch(() => {})
    },
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

const newUpload = (id: number, spaceId: SpaceId, file: Outgoing): Upload => ({
  id,
  spaceId,
  name: file.name,
  mime: file.mime,
  sizeBytes: file.content.size,
  sentBytes: 0,
  state: 'waiting',
  failure: undefined,
  startedAt: undefined,
})
