import type { SpaceId } from '../../base/ids.ts'
import type { Clock, Storage } from '../../ports/index.ts'
import { formatMailState, type MailState, parseMailState, storedUntil } from './mailState.ts'

/** What is known of one Space's mail at all its relays; survives restarts. */
export interface MailBook {
  at(relay: string): MailState
  change(relay: string, change: Partial<MailState>): void
  /** Until when one of these relays keeps these envelopes of this device; null when none has all of them. */
  keptUntil(relays: readonly string[], from: number, to: number): number | null
}

export function createMailBook(spaceId: SpaceId, storage: Storage, clock: Clock): MailBook {
  const states = new Map<string, MailState>()
  const at = (relay: string): MailState => {
    const known = states.get(relay)
    if (known) return known
    const read = parseMailState(storage.mailbox.get(spaceId, relay))
    states.set(relay, read)
    return read
  }
  return {
    at,
    change(relay, change) {
      const next = { ...at(relay), ...change }
      states.set(relay, next)
      storage.unsynced(() => storage.mailbox.put(spaceId, relay, formatMailState(next)))
    },
    keptUntil(relays, from, to) {
      const untils = relays.flatMap(
        (relay) => storedUntil(at(relay).stored, from, to, clock.now()) ?? [],
      )
      return untils.length > 0 ? Math.max(...untils) : null
    },
  }
}
