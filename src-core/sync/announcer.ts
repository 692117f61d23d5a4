import type { Disposer } from '../base/disposer.ts'
import type { Clock } from '../ports/index.ts'

export interface Announcer {
  /** Announces soon: at once where `withinMs` is 0, otherwise at a random time up to it. */
  wake(withinMs: number): void
  stop: Disposer
}

/** Payloads may be lost, so an announcement is repeated: soon at first, then about once a minute. */
const REPEAT_MS = [3_000, 10_000, 30_000, 60_000] as const
const LEAST_GAP_MS = 200

/** When a device says that it is here. `random` gives a number from 0 up to 1. */
export function createAnnouncer(options: {
  readonly clock: Clock
  random(): number
  announce(): void
}): Announcer {
  const { clock, random, announce } = options
  let cancel: Disposer = () => {}
  let dueAt = Number.POSITIVE_INFINITY
  let lastAt = Number.NEGATIVE_INFINITY
  let step = 0

  const schedule = (ms: number) => {
    cancel()
    dueAt = clock.now() + ms
    cancel = clock.after(ms, fire)
  }
  const fire = () => {
    lastAt = clock.now()
    announce()
    const base = REPEAT_MS[Math.min(step++, REPEAT_MS.length - 1)] as number
    schedule(Math.round(base * (0.75 + random() / 2)))
  }

  return {
    wake(withinMs) {
      const gap = Math.max(0, Math.min(LEAST_GAP_MS, lastAt + LEAST_GAP_MS - clock.now()))
      const wait = Math.max(gap, Math.floor(random() * withinMs))
      step = 0
      if (clock.now() + wait >= dueAt) return
      schedule(wait)
    },
    stop: () => cancel(),
  }
}
