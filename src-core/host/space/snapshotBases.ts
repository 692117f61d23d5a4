import type { Steps } from '../../base/steps.ts'
import {
  type Comparison,
  type Contradiction,
  coversAll,
  isWithin,
  type Snapshot,
} from '../../documents/snapshots/index.ts'
import type { StoredEnvelope } from '../../ports/index.ts'
import { firstOf } from './chains.ts'
import { clocksOf } from './clocksOf.ts'

type Covered = Snapshot['covered']
type BaseRead = Pick<Snapshot, 'covered' | 'state'>

/** What went beneath snapshots in effect is here as they have it: a further one is compared with that (rule 16). */
export interface SnapshotBases {
  /** What they cover. */
  readonly covered: Covered
  /** Of a stub: it lies beneath one of them. */
  has(row: StoredEnvelope): boolean
  /** Behind the last clock that any of them has of a client. */
  endOf(client: number): number
  /**
   * Another content of a clock than one of them shows, or clocks of one that are missing where all is covered that it
   * covers; but for clients of whom nobody can tell.
   */
  contradiction(
    covered: Covered,
    comparison: Comparison,
    isUnknown: (client: number) => boolean,
  ): Steps<Contradiction | undefined>
}

export function createSnapshotBases(all: readonly BaseRead[]): SnapshotBases {
  const clocks = all.map(({ state }) => clocksOf(state))
  return {
    covered: all.flatMap(({ covered }) => covered),
    has: (row) =>
      all.some(({ covered }) => {
        const runs = covered.find(({ deviceId }) => deviceId === row.deviceId)?.runs ?? []
        return isWithin(runs, firstOf(row), row.seq)
      }),
    endOf: (client) => Math.max(0, ...clocks.map((ends) => ends.get(client) ?? 0)),
    *contradiction(covered, comparison, isUnknown) {
      for (const base of all) {
        const isOver = coversAll(covered, base.covered)
        const found = yield* comparison.withBase(base.state, isOver, isUnknown)
        if (found) return found
      }
      return undefined
    },
  }
}
