import type { Clock } from '../ports/index.ts'

export interface RateCap {
  /** Takes `count` if so many are left. */
  take(count: number): boolean
}

/** So many a second on average, and so many at once. */
export function createRateCap(clock: Clock, perSecond: number, burst: number): RateCap {
  let left = burst
  let at = clock.now()
  return {
    take(count) {
      const now = clock.now()
      left = Math.min(burst, left + (Math.max(0, now - at) * perSecond) / 1000)
      at = now
      if (left < count) return false
      left -= count
      return true
    },
  }
}
