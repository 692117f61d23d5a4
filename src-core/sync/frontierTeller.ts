import type { Disposer } from '../base/disposer.ts'
import { FoyerError } from '../base/errors.ts'
import type { DeviceId } from '../base/ids.ts'
import type { DeviceHead } from '../ports/index.ts'
import { MAX_HEADS } from './messages.ts'
import type { SessionContext } from './sessionContext.ts'

export interface FrontierTeller {
  /** Tells what changed within `ms`; several calls become one message. */
  within(ms: number): void
  /** Tells what changed now, and the time in any case. */
  now(): void
  stop: Disposer
}

/** Tells the peer which envelopes this device holds, and only what it has not been told. */
export function createFrontierTeller(context: SessionContext): FrontierTeller {
  const { clock, replica } = context
  const told = new Map<DeviceId, string>()
  let cancel: Disposer = () => {}
  let dueAt = Number.POSITIVE_INFINITY

  /** What is told must not be lost again: whoever hears it may let go of what it has. */
  const settled = (heads: DeviceHead[]): DeviceHead[] => {
    if (heads.length === 0) return heads
    try {
      replica.settle?.()
      return heads
    } catch (error) {
      if (!(error instanceof FoyerError)) throw error
      return []
    }
  }
  const changed = (): DeviceHead[] =>
    settled(
      replica
        .frontiers()
        .filter(({ deviceId, seq, hash }) => told.get(deviceId) !== `${seq} ${hash}`),
    )

  const tell = (heads: readonly DeviceHead[]) => {
    for (const { deviceId, seq, hash } of heads) told.set(deviceId, `${seq} ${hash}`)
    context.say('live', { type: 'frontiers', now: clock.now(), heads })
  }

  const fire = () => {
    dueAt = Number.POSITIVE_INFINITY
    if (!context.isTrusted()) return
    const heads = changed()
    if (heads.length > 0) tell(heads.slice(0, MAX_HEADS))
  }

  return {
    within(ms) {
      const at = clock.now() + ms
      if (at >= dueAt) return
      cancel()
      dueAt = at
      cancel = clock.after(ms, fire)
    },
    now() {
      cancel()
      dueAt = Number.POSITIVE_INFINITY
      tell(changed().slice(0, MAX_HEADS))
    },
    stop: () => cancel(),
  }
}
