import type { DeviceId } from '../base/ids.ts'

const WINDOW = 256
const MAX_SENDERS = 2048

export interface ReplayCache {
  /** True once for each counter of a sender's run, and never for one too far behind the newest. */
  accept(from: DeviceId, run: string, counter: number): boolean
}

/** Rule 18's nonce cache: a run of a device counts its payloads, so a window of counters is enough. */
export function createReplayCache(): ReplayCache {
  const senders = new Map<string, Set<number>>()

  const windowOf = (key: string): Set<number> => {
    const window = senders.get(key) ?? new Set()
    // Moved to the end, so that the one heard from longest ago is forgotten first.
    senders.delete(key)
    senders.set(key, window)
    const [oldest] = senders.keys()
    if (senders.size > MAX_SENDERS) senders.delete(oldest as string)
    return window
  }

  return {
    accept(from, run, counter) {
      const seen = windowOf(`${from} ${run}`)
      const newest = Math.max(-1, ...seen)
      if (seen.has(counter) || counter <= newest - WINDOW) return false
      seen.add(counter)
      for (const old of seen) if (old <= Math.max(newest, counter) - WINDOW) seen.delete(old)
      return true
    },
  }
}
