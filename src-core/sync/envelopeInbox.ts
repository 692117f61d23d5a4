import type { SessionContext } from './sessionContext.ts'

export interface EnvelopeInbox {
  /** `done` runs after the replica has dealt with this batch. False: too much waits, it was dropped. */
  put(batch: readonly Uint8Array[], done: () => void): boolean
  readonly waitingBytes: number
}

const MAX_WAITING_BYTES = 32 * 1024 * 1024

const sizeOf = (batch: readonly Uint8Array[]) =>
  batch.reduce((sum, envelope) => sum + envelope.length, 0)

/** Hands batches to the replica one after the other, without a turn of the event loop if it can be. */
export function createEnvelopeInbox({ replica, link }: SessionContext): EnvelopeInbox {
  const queue: { readonly batch: readonly Uint8Array[]; readonly done: () => void }[] = []
  let waitingBytes = 0
  let busy = false

  const next = () => {
    while (!busy) {
      const first = queue.shift()
      if (!first) return
      const after = () => {
        waitingBytes -= sizeOf(first.batch)
        first.done()
      }
      // A replica that fails keeps its frontiers, and the batch is asked for again later.
      try {
        const result = replica.receiveEnvelopes(first.batch, link.device)
        if (!result) {
          after()
          continue
        }
        busy = true
        const resume = () => {
          busy = false
          after()
          next()
        }
        result.then(resume, resume)
      } catch {
        after()
      }
    }
  }

  return {
    put(batch, done) {
      const bytes = sizeOf(batch)
      if (waitingBytes + bytes > MAX_WAITING_BYTES) return false
      waitingBytes += bytes
      queue.push({ batch, done })
      next()
      return true
    },
    get waitingBytes() {
      return waitingBytes
    },
  }
}
