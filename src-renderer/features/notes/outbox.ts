import * as Y from 'yjs'

/** The most that one `bodies.update` may carry, in bytes (contract.ts). */
export const MAX_UPDATE_BYTES = 256 * 1024
/** `Y.mergeUpdates` is superlinear (performance.md), so a batch stays below this. */
const MAX_BATCH = 100
/** Calls under way before what is written further waits and travels together. */
export const MAX_IN_FLIGHT = 8

export interface OutboxOptions {
  /**
   * Hands one update to the host; settles when it is on disk. `index` is how many the host has taken before
   * it, all of them included that are still under way.
   */
  readonly send: (update: Uint8Array, index: number) => Promise<void>
  /** A refusal: nothing more is sent, what waited is dropped. */
  readonly onRefused: (error: unknown) => void
  readonly onIdle?: (() => void) | undefined
  /** True for failures that pass, such as a full disk: the same changes are sent again. */
  readonly isPassing: (error: unknown) => boolean
  readonly retryMs?: number | undefined
}

export interface Outbox {
  push(update: Uint8Array): void
  /** Resolves when everything pushed so far is on disk or was refused. */
  drained(): Promise<void>
  readonly busy: boolean
  close(): void
}

/**
 * Sends the transaction updates of one replica in the order in which they were made, each at once: who
 * collects them is the host. Behind a host that is slow, what is written meanwhile travels together. Where
 * one fails for a reason that passes, it and all after it are sent again, in order, once nothing is under
 * way any more. Bytes are merged, never computed from a state, so that an update names nothing but what
 * this page wrote.
 */
export function createOutbox(options: OutboxOptions): Outbox {
  const waiting: Uint8Array[] = []
  /** Sent and not answered, or answered behind one that failed; by index. */
  const inFlight = new Map<number, Uint8Array>()
  let nextIndex = 0
  let unanswered = 0
  let firstFailed: number | undefined
  let closed = false
  let waiters: (() => void)[] = []
  let timer: ReturnType<typeof setTimeout> | undefined

  const isIdle = () => waiting.length === 0 && inFlight.size === 0
  const settle = () => {
    for (const resolve of waiters) resolve()
    waiters = []
  }

  function pump() {
    while (!closed && firstFailed === undefined && waiting.length > 0) {
      if (inFlight.size >= MAX_IN_FLIGHT) return
      void send(nextIndex++, merge(waiting.splice(0, batchLength(waiting))))
    }
  }

  async function send(index: number, update: Uint8Array) {
    inFlight.set(index, update)
    unanswered += 1
    try {
      await options.send(update, index)
      if (firstFailed === undefined || index < firstFailed) inFlight.delete(index)
    } catch (error) {
      if (closed) return
      if (!options.isPassing(error)) return refuse(error)
      firstFailed = Math.min(index, firstFailed ?? index)
    }
    unanswered -= 1
    answered()
  }

  function answered() {
    if (closed) return
    if (firstFailed !== undefined) {
      if (unanswered === 0) timer = setTimeout(sendAgain, options.retryMs ?? 2000)
      return
    }
    pump()
    if (!isIdle()) return
    settle()
    options.onIdle?.()
  }

  function sendAgain() {
    const unsaved = [...inFlight].sort(([a], [b]) => a - b)
    inFlight.clear()
    waiting.unshift(...unsaved.map(([, update]) => update))
    nextIndex = firstFailed ?? nextIndex
    firstFailed = undefined
    pump()
  }

  function drop() {
    closed = true
    waiting.length = 0
    inFlight.clear()
    settle()
  }
  function refuse(error: unknown) {
    drop()
    options.onRefused(error)
  }

  return {
    push(update) {
      if (closed) return
      waiting.push(update)
      pump()
    },
    drained: () =>
      closed || isIdle() ? Promise.resolve() : new Promise((resolve) => waiters.push(resolve)),
    get busy() {
      return !isIdle()
    },
    close() {
      clearTimeout(timer)
      drop()
    },
  }
}

/** How many updates from the front fit into one call; at least one. */
function batchLength(updates: readonly Uint8Array[]): number {
  let bytes = 0
  let count = 0
  for (const update of updates) {
    bytes += update.length
    if (count > 0 && (bytes > MAX_UPDATE_BYTES || count === MAX_BATCH)) break
    count += 1
  }
  return count
}

function merge(updates: readonly Uint8Array[]): Uint8Array {
  const [only] = updates
  return updates.length === 1 && only ? only : Y.mergeUpdates([...updates])
}
