import { beforeAll, expect, it } from 'vitest'
import { ready } from '../../crypto/index.ts'
import { createCast } from '../../testing/cast.ts'
import { createUndoneHere } from './undoneHere.ts'

beforeAll(ready)

const DAY = 24 * 60 * 60 * 1000

/** Bob and Carol, admins, have removed each other; Bob was in before her. */
function mutual(now: (at: number) => number, ended: 'removed' | null = null) {
  const cast = createCast('undone here')
  const [bob, carol] = [cast.person(), cast.person()]
  let state = cast.join(cast.join(cast.begin, bob), carol)
  for (const { userId } of [bob, carol])
    state = cast.plus(
      state,
      cast.act(cast.alice, state, { type: 'role', userId, role: 'admin', cutoffs: [] }),
    )
  const next = cast.plus(
    state,
    cast.act(bob, state, { type: 'remove', userId: carol.userId, cutoffs: [] }),
    cast.act(carol, state, { type: 'remove', userId: bob.userId, cutoffs: [] }),
  )
  return createUndoneHere({
    self: { deviceId: carol.deviceId, userId: carol.userId },
    membership: { state: () => next, ended: () => ended },
    verdicts: { voidsIn: () => [2] },
    chains: { head: () => ({ seq: 2 }) as never },
    clock: { now: () => now(cast.clock.at) },
  })
}

it('rule 4: what somebody did in vain is told for a week, and not for ever by a clock that is wrong', () => {
  expect(mutual((at) => at + 6 * DAY).acts()).toHaveLength(1)
  expect(mutual((at) => at + 8 * DAY).acts()).toEqual([])
  expect(mutual((at) => at - 8 * DAY).acts()).toEqual([])
})

it('rule 15: that words of one’s own do not count is said for a week, and for as long as one is out', () => {
  expect(mutual((at) => at + 6 * DAY).hasOwnVoid()).toBe(true)
  expect(mutual((at) => at + 8 * DAY).hasOwnVoid()).toBe(false)
  expect(mutual((at) => at + 8 * DAY, 'removed').hasOwnVoid()).toBe(true)
})
