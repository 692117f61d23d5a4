import type { Subscriber } from './subscriber.ts'

/** What clients have left unread, all of them together. */
export interface Backlog {
  /** So many bytes more may now wait for this subscriber. */
  add(subscriber: Subscriber, bytes: number): void
  forget(subscriber: Subscriber): void
}

/** After a cut this share of the limit is left, so that not every write has to count again. */
const SHARE_LEFT = 0.75

/**
 * Keeps the sum of unread bytes under a limit. A limit for each socket alone would let 10,000 clients
 * that do not read hold 10,000 times as much. Sockets report only how much they drain, not when, so
 * this counts what was added and looks at the sockets again when that may be too much.
 */
export function createBacklog(limitBytes: number): Backlog {
  const waiting = new Set<Subscriber>()
  let atMost = 0

  const recount = () => {
    atMost = 0
    for (const subscriber of waiting) {
      const bytes = subscriber.socket.writableLength
      if (bytes === 0) waiting.delete(subscriber)
      atMost += bytes
    }
  }

  const cutLargest = () => {
    const largestFirst = [...waiting].sort(
      (a, b) => b.socket.writableLength - a.socket.writableLength,
    )
    for (const subscriber of largestFirst) {
      if (atMost <= limitBytes * SHARE_LEFT) return
      atMost -= subscriber.socket.writableLength
      waiting.delete(subscriber)
      subscriber.cutOff()
    }
  }

  return {
    add(subscriber, bytes) {
      waiting.add(subscriber)
      atMost += bytes
      if (atMost <= limitBytes) return
      recount()
      if (atMost > limitBytes) cutLargest()
    },
    forget(subscriber) {
      waiting.delete(subscriber)
    },
  }
}
