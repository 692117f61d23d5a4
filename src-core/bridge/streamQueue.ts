import { STREAM_WINDOW } from './frames.ts'

/** Values that wait for a page beyond the window; past either limit the stream ends. */
const MAX_WAITING = 1024
const MAX_WAITING_BYTES = 16 * 1024 * 1024

export interface StreamQueue {
  push(value: unknown): void
  /** The page has taken `count` values. */
  taken(count: number): void
  /** Runs `last` after every value that still waits has been sent. */
  finish(last: () => void): void
  clear(): void
}

export interface StreamQueueOptions {
  readonly send: (value: unknown) => void
  /** The page does not keep up: the queue is empty now and takes nothing more. */
  readonly onOverflow: () => void
}

/** Bytes a value keeps alive, roughly: texts and byte arrays count, the rest is small. */
function weigh(value: unknown): number {
  if (typeof value === 'string') return value.length * 2
  if (value instanceof Uint8Array) return value.length
  if (typeof value !== 'object' || value === null) return 8
  return Object.values(value).reduce<number>((sum, part) => sum + weigh(part), 16)
}

/** Keeps a page that reads slowly from growing the host's memory. */
export function createStreamQueue({ send, onOverflow }: StreamQueueOptions): StreamQueue {
  let credit = STREAM_WINDOW
  let waiting: { readonly value: unknown; readonly bytes: number }[] = []
  let waitingBytes = 0
  let last: (() => void) | undefined
  let closed = false

  const close = () => {
    closed = true
    waiting = []
    waitingBytes = 0
  }
  const drain = () => {
    while (credit > 0) {
      const next = waiting.shift()
      if (!next) break
      waitingBytes -= next.bytes
      credit -= 1
      send(next.value)
    }
    if (waiting.length > 0 || !last || closed) return
    close()
    last()
  }

  return {
    push(value) {
      if (closed || last) return
      waiting.push({ value, bytes: credit > 0 ? 0 : weigh(value) })
      waitingBytes += waiting.at(-1)?.bytes ?? 0
      drain()
      if (waiting.length <= MAX_WAITING && waitingBytes <= MAX_WAITING_BYTES) return
      close()
      onOverflow()
    },
    taken(count) {
      credit = Math.min(STREAM_WINDOW, credit + count)
      drain()
    },
    finish(run) {
      if (closed || last) return
      last = run
      drain()
    },
    clear: close,
  }
}
