import * as Y from 'yjs'

/** The most that one `bodies.update` may carry, in bytes (contract.ts). */
export const MAX_UPDATE_BYTES = 256 * 1024
/** `Y.mergeUpdates` is superlinear (performance.md), so a batch stays below this. */
const MAX_BATCH = 100

export interface OutboxOptions {
  /** Hands one update to the host; settles when it is on disk. */
  readonly send: (update: Uint8Array) => Promise<void>
  /** A refusal: nothing more is sent, what waited is dropped. */
  readonly onRefused: (error: unknown) => void
  readonly onIdle?: (() => void) | undefined
  /** True for failures that pass, such as a full disk: the same bytes are sent again. */
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
 * Sends the transaction updates of one replica in the order in which they were made: one call at a time,
 * and what is written meanwhile travels together. Bytes are merged, never computed from a state, so that
 * an update names nothing but what this page wrote.
 */
export function createOutbox(options: OutboxOptions): Outbox {
  const waiting: Uint8Array[] = []
  let sending = false
  let closed = false
  let waiters: (() => void)[] = []
  let timer: ReturnType<typeof setTimeout> | undefined

  const settle = () => {
    for (const resolve of waiters) resolve()
    waiters = []
  }

  async function run() {
    sending = true
    while (waiting.length > 0 && !closed) {
      const count = batchLength(waiting)
      try {
        await options.send(merge(waiting.slice(0, count)))
        waiting.splice(0, count)
      } catch (error) {
        if (closed) break
        if (!options.isPassing(error)) {
          refuse(error)
          return
        }
        await new Promise<void>((resolve) => {
          timer = setTimeout(resolve, options.retryMs ?? 2000)
        })
      }
    }
    sending = false
    settle()
    if (!closed) options.onIdle?.()
  }

  function refuse(error: unknown) {
    closed = true
    sending = false
    waiting.length = 0
    settle()
    options.onRefused(error)
  }

  return {
    push(update) {
      if (closed) return
      waiting.push(update)
      if (!sending) void run()
    },
    drained: () =>
      closed || (!sending && waiting.length === 0)
        ? Promise.resolve()
        : new Promise((resolve) => waiters.push(resolve)),
    get busy() {
      return sending || waiting.length > 0
    },
    close() {
      closed = true
      clearTimeout(timer)
      waiting.length = 0
      settle()
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
