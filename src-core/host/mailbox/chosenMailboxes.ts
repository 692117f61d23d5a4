import { createEmitter } from '../../base/emitter.ts'
import type { Mailboxes } from '../../ports/index.ts'

export interface ChosenMailboxes extends Mailboxes {
  /** The person may have chosen otherwise. */
  recheck(): void
}

/**
 * The mailboxes of relays while the person wants them used. Otherwise nothing is put there or fetched;
 * what lies there stays until its time is over, because nobody but the relay can take it out.
 */
export function createChosenMailboxes(
  mailboxes: Mailboxes,
  isWanted: () => boolean,
): ChosenMailboxes {
  const rechecked = createEmitter<void>()
  return {
    relays: () => (isWanted() ? mailboxes.relays() : []),
    onRelays(listener) {
      const stops = [mailboxes.onRelays(listener), rechecked.on(listener)]
      return () => {
        for (const stop of stops) stop()
      }
    },
    put: async (url, box, item) => (isWanted() ? mailboxes.put(url, box, item) : 'later'),
    fetch: async (url, address, after) =>
      isWanted() ? mailboxes.fetch(url, address, after) : undefined,
    recheck: rechecked.emit,
  }
}
