import type { Disposer } from '../base/disposer.ts'
import type { Clock } from '../ports/index.ts'

export interface Coalescer<T> {
  /** The first after a pause is flushed at once, those that follow together. */
  push(item: T, bytes: number): void
  /** What waits, now. */
  flush(): void
}

export interface CoalescerOptions<T> {
  readonly clock: Clock
  /** Rule 14: 30 to 100 ms. */
  readonly delayMs: number
  /** Flushed early above this. */
  readonly maxBytes: number
  flush(items: readonly T[]): void
}

/** Edits of a fast typist become a few envelopes, while a single keystroke is not delayed (rule 14). */
export function createCoalescer<T>(options: CoalescerOptions<T>): Coalescer<T> {
  const { clock, delayMs, maxBytes } = options
  let items: T[] = []
  let bytes = 0
  let cancel: Disposer | undefined

  const flush = () => {
    cancel?.()
    cancel = undefined
    if (items.length === 0) return
    const batch = items
    items = []
    bytes = 0
    cancel = clock.after(delayMs, flush)
    options.flush(batch)
  }

  return {
    push(item, size) {
      items.push(item)
      bytes += size
      if (!cancel || bytes >= maxBytes) flush()
    },
    flush,
  }
}
