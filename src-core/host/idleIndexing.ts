import type { Disposer } from '../base/disposer.ts'
import { FoyerError } from '../base/errors.ts'
import type { Clock, FeedStore } from '../ports/index.ts'
import { createSettler } from './space/settler.ts'

export interface IdleIndexingOptions {
  readonly feed: Pick<FeedStore, 'indexSome'>
  readonly clock: Clock
}

/** Idle is a host to whose Spaces nothing happened for so long; one that never is goes on after all. ms. */
const IDLE = { quietMs: 2_000, atMostMs: 30_000 }
/** Between two turns, for others, ms. */
const PAUSE_MS = 40

/** Brings the full-text index up to what was written, a turn at a time, when the host is idle. */
export function createIdleIndexing({ feed, clock }: IdleIndexingOptions) {
  let pause: Disposer | undefined
  let closed = false

  function work() {
    pause = undefined
    try {
      if (feed.indexSome() === 'nothing') return
    } catch (error) {
      // A full disk: tried again when something happens, and by whoever searches.
      if (error instanceof FoyerError) return
      throw error
    }
    pause = clock.after(PAUSE_MS, work)
  }
  const run = () => {
    pause ??= clock.after(0, work)
  }
  const settled = createSettler({ ...IDLE, clock, run })
  settled.mark()
  return {
    /** Something happened in a Space. */
    mark: settled.mark,
    /** Resolves when a search finds everything at once; in turns too, but without waiting for idleness. */
    async indexed(): Promise<void> {
      while (!closed && feed.indexSome() === 'rows')
        await new Promise<void>((resolve) => void clock.after(0, resolve))
    },
    close() {
      closed = true
      settled.stop()
      pause?.()
    },
  }
}
