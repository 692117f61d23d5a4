import type { Disposer } from '../../base/disposer.ts'
import type { Clock } from '../../ports/index.ts'

export interface SettlerOptions {
  readonly clock: Clock
  /** Quiet for so long, ms, and it counts as settled. */
  readonly quietMs: number
  /** In a row that does not end, told every so often, ms. */
  readonly atMostMs: number
  readonly run: () => void
}

export interface Settler {
  /** Something happened; `run` follows. */
  mark(): void
  stop: Disposer
}

/** Answers a row of events with one call after the last, and with one now and then while it goes on. */
export function createSettler({ clock, quietMs, atMostMs, run }: SettlerOptions): Settler {
  let cancel: Disposer | undefined
  let dueAt = 0
  const fire = () => {
    cancel = undefined
    run()
  }
  return {
    mark() {
      const now = clock.now()
      if (!cancel) dueAt = now + atMostMs
      cancel?.()
      cancel = clock.after(Math.min(quietMs, Math.max(0, dueAt - now)), fire)
    },
    stop: () => cancel?.(),
  }
}
