import type { DeviceId, VersionId } from '../base/ids.ts'
import type { SessionMessage } from './messages.ts'
import type { SessionContext } from './sessionContext.ts'
import { isStub } from './stub.ts'
import { toldSeq } from './toldSeq.ts'

export interface Server {
  want(request: EnvelopeRequest): void
  wantChunks(hashes: readonly string[]): void
  wantVersions(ids: readonly VersionId[]): void
  /** The bulk lane has room. */
  pump(): void
}

export interface EnvelopeRequest {
  readonly id: number
  readonly device: DeviceId
  readonly fromSeq: number
  readonly limit: number
}

interface Job {
  /** One message; false when there is nothing more to send. */
  step(): boolean
}

const BATCH_BYTES = 512 * 1024
const READ_AT_ONCE = 128
/** Of a snapshot in one message: some 512 KiB. */
const PARTS_AT_ONCE = 4
/** What is read ahead of the transport: enough for the line not to run dry. */
const MAX_AHEAD_BYTES = 1024 * 1024
/** Of envelopes for one want; the peer asks again for what follows. */
const MAX_ANSWER_BYTES = 4 * 1024 * 1024
const MAX_JOBS = 64

function* inMessages(parts: readonly Uint8Array[]): Generator<readonly Uint8Array[]> {
  for (let from = 0; from < parts.length; from += PARTS_AT_ONCE)
    yield parts.slice(from, from + PARTS_AT_ONCE)
}

/** Answers wants on the bulk lane, in turns, as fast as the lane takes it. */
export function createServer({ replica, link, say }: SessionContext): Server {
  const jobs: Job[] = []
  /** In this order, before anything else is read. */
  const queue: SessionMessage[] = []
  let pumping = false

  /** Beneath which the envelopes went that a stub stands for: whoever lacks it can make nothing of the stub. */
  const told = new Set<string>()
  const tellSnapshot = (stub: Uint8Array) => {
    const found = replica.snapshotFor?.(stub)
    if (!found || told.has(found.hash)) return
    told.add(found.hash)
    for (const batch of inMessages(found.parts())) queue.push({ type: 'snapshots', batch })
  }

  const envelopeJob = ({ id, device, fromSeq, limit }: EnvelopeRequest): Job => {
    let seq = fromSeq
    let left = limit
    let bytesLeft = MAX_ANSWER_BYTES

    const read = (): { batch: Uint8Array[]; ended: boolean } => {
      const batch: Uint8Array[] = []
      let bytes = 0
      while (bytes < BATCH_BYTES && left > 0 && bytesLeft > 0) {
        const some = replica.envelopes(device, seq, Math.min(READ_AT_ONCE, left))
        if (some.length === 0) return { batch, ended: true }
        for (const envelope of some) {
          if (bytes >= BATCH_BYTES) break
          batch.push(envelope)
          bytes += envelope.length
          bytesLeft -= envelope.length
          // A segment stands for many.
          const next = Math.max(seq, toldSeq(envelope)) + 1
          left -= next - seq
          seq = next
        }
      }
      return { batch, ended: left <= 0 || bytesLeft <= 0 }
    }

    return {
      step() {
        const { batch, ended } = read()
        for (const bytes of batch) if (isStub(bytes)) tellSnapshot(bytes)
        queue.push({ type: 'envelopes', id, last: ended ? 1 : 0, batch })
        return !ended
      },
    }
  }

  const chunkJob = (hash: string): Job => ({
    step() {
      const bytes = replica.chunk(hash)
      say('bulk', bytes ? { type: 'chunk', hash, bytes } : { type: 'chunkMissing', hash })
      return false
    },
  })

  const versionJob = (id: VersionId): Job => ({
    step() {
      const version = replica.version?.(id, link.device)
      say('bulk', version ? { type: 'version', id, ...version } : { type: 'versionMissing', id })
      return false
    },
  })

  const pump = () => {
    if (pumping) return
    pumping = true
    while (link.waiting('bulk') < MAX_AHEAD_BYTES) {
      const message = queue.shift()
      if (message) {
        say('bulk', message)
        continue
      }
      const job = jobs.shift()
      if (!job) break
      if (job.step()) jobs.push(job)
    }
    pumping = false
  }
  const add = (job: Job) => {
    if (jobs.length < MAX_JOBS) jobs.push(job)
  }

  return {
    want(request) {
      add(envelopeJob(request))
      pump()
    },
    wantChunks(hashes) {
      for (const hash of hashes) add(chunkJob(hash))
      pump()
    },
    wantVersions(ids) {
      for (const id of ids) add(versionJob(id))
      pump()
    },
    pump,
  }
}
