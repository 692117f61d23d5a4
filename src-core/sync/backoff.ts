import type { Clock } from '../ports/index.ts'

export interface Backoff<K> {
  /** Whether `key` may be tried now. */
  allows(key: K): boolean
  failed(key: K): void
  succeeded(key: K): void
  clear(): void
}

/** Waits twice as long after each failure in a row, from `firstMs` up to `mostMs`. */
export function createBackoff<K>(clock: Clock, firstMs: number, mostMs: number): Backoff<K> {
  const failures = new Map<K, { readonly count: number; readonly at: number }>()
  return {
    allows(key) {
      const last = failures.get(key)
      if (!last) return true
      const waited = clock.now() - last.at
      return waited < 0 || waited >= Math.min(mostMs, firstMs * 2 ** (last.count - 1))
    },
    failed(key) {
      failures.set(key, { count: (failures.get(key)?.count ?? 0) + 1, at: clock.now() })
      const [oldest] = failures.keys()
      if (failures.size > 1024) failures.delete(oldest as K)
    },
    succeeded: (key) => void failures.delete(key),
    clear: () => failures.clear(),
  }
}
