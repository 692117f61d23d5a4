import type { Disposer } from '../base/disposer.ts'
import type { Clock } from '../ports/index.ts'
import { PING_AFTER_MS, SILENCE_MS } from './limits.ts'

export interface Heartbeat {
  /** Something came from the other side. */
  heard(): void
  stop: Disposer
}

/**
 * Notices a dead link: asks for a sign of life when nothing came for 15 s, gives up after 40 s. A
 * browser whose process was killed says nothing, and ICE alone takes longer to tell.
 */
export function createHeartbeat(clock: Clock, actions: { ping(): void; dead(): void }): Heartbeat {
  let heardAt = clock.now()
  let cancel: Disposer = () => {}

  const check = () => {
    const silent = clock.now() - heardAt
    if (silent >= SILENCE_MS) return actions.dead()
    if (silent >= PING_AFTER_MS) actions.ping()
    // A wall clock set back makes `silent` negative; the next check still comes in time.
    const wait = silent < PING_AFTER_MS ? PING_AFTER_MS - Math.max(0, silent) : PING_AFTER_MS / 3
    cancel = clock.after(wait, check)
  }
  cancel = clock.after(PING_AFTER_MS, check)

  return {
    heard() {
      heardAt = clock.now()
    },
    stop: () => cancel(),
  }
}
