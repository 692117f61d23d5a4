import type { SpaceId, UserId } from '../base/ids.ts'
import type { Clock, LedgerRow, PersonalStore } from '../ports/index.ts'

import { type DisclosedTo, INTRODUCED } from './access.ts'
import { isPurpose, PURPOSES } from './purposes.ts'

export type Disclosure = Omit<LedgerRow, 'at'>

const keyOf = ({ purpose, what, spaceId, recipient }: Disclosure) =>
  JSON.stringify([purpose, what, spaceId, recipient])

/** Writes the ledger: one row for each thing that goes to a recipient for the first time. */
export function createDisclosures(personal: PersonalStore, clock: Clock) {
  let known: Set<string> | undefined
  return {
    record(disclosure: Disclosure): void {
      known ??= new Set(personal.ledger(Number.MAX_SAFE_INTEGER).map(keyOf))
      const key = keyOf(disclosure)
      if (known.has(key)) return
      personal.appendLedger({ ...disclosure, at: clock.now() })
      known.add(key)
    },
    /** Oldest first. */
    to: (spaceId: SpaceId, recipient: UserId): DisclosedTo[] =>
      personal
        .ledger(Number.MAX_SAFE_INTEGER)
        .filter((row) => row.spaceId === spaceId && row.recipient === recipient)
        .flatMap(disclosed)
        .reverse(),
  }
}

function disclosed({ what, at, purpose }: LedgerRow): DisclosedTo[] {
  const introduced = INTRODUCED.find((one) => one === what)
  if (!introduced || !isPurpose(purpose)) return []
  return [{ what: introduced, at, legalBasis: PURPOSES[purpose].legalBasis }]
}
