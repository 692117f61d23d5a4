import type { DeviceId, UserId } from '../../base/ids.ts'
import { loweredAt, type UndoneAct, undoneActs } from '../../membership/index.ts'
import type { Clock } from '../../ports/index.ts'
import type { Chains } from './chains.ts'
import type { SpaceMembership } from './spaceMembership.ts'
import type { Verdicts } from './verdicts.ts'

export interface UndoneOptions {
  readonly self: { readonly deviceId: DeviceId; readonly userId: UserId }
  readonly membership: Pick<SpaceMembership, 'state' | 'ended'>
  readonly verdicts: Pick<Verdicts, 'voidsIn'>
  readonly chains: Pick<Chains, 'head'>
  readonly clock: Pick<Clock, 'now'>
}

/** What came to nothing because people decided while they were apart (rules 4, 15). */
export interface UndoneHere {
  /** What people did, for as long as it is news; the newest last. */
  acts(): readonly UndoneAct[]
  /** Some of what this device wrote does not count, because of what was decided about its person. */
  hasOwnVoid(): boolean
}

/** So long it is told, ms: there is nothing to do about it. */
const TOLD_MS = 7 * 24 * 60 * 60 * 1000
/** Whoever undoes a hundred things at once is told of these. */
const MAX_TOLD = 5

export function createUndoneHere(options: UndoneOptions): UndoneHere {
  const { self, membership, verdicts, chains, clock } = options
  const isNews = (at: number) => Math.abs(clock.now() - at) < TOLD_MS
  return {
    acts: () =>
      undoneActs(membership.state())
        .filter(({ at }) => isNews(at))
        .slice(-MAX_TOLD),
    hasOwnVoid() {
      const at = loweredAt(membership.state(), self.userId)
      if (at === undefined || (membership.ended() === null && !isNews(at))) return false
      const last = chains.head(self.deviceId)?.seq ?? 0
      return verdicts.voidsIn(self.deviceId, 1, last).length > 0
    },
  }
}
