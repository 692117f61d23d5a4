import type { Clock, LedgerRow, PersonalStore } from '../ports/index.ts'

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
  }
}
