import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { EntryHash } from '../base/ids.ts'
import { ready } from '../crypto/index.ts'
import { createConcurrentActs, permutations, told } from '../testing/concurrentActs.ts'
import { compareIds } from './compareIds.ts'
import { sealEntry } from './entry.ts'

await ready()

const { cast, base, acts, people } = createConcurrentActs('merge orders')
/** What takes something away, by one device each. */
const removals = acts.filter(
  ({ name }) =>
    /remove|deviceRemove|transfer|role/.test(name) && !/^phone (?!deviceRemove)/.test(name),
)

function sameInEveryOrder(some: readonly (typeof acts)[number][], before = base) {
  const [whole, ...others] = permutations(some).map((order) =>
    cast.plus(before, ...order.map(({ entry }) => entry)),
  )
  if (!whole) throw new Error('no order')
  const names = some.map(({ name }) => name).join(', ')
  for (const other of others) expect(told(other), names).toEqual(told(whole))
  const owners = [...whole.members.values()].filter(({ role }) => role === 'owner')
  expect(owners, names).toHaveLength(1)
  return whole
}

describe('rules 4 and 5: concurrent acts, merged in every order', () => {
  it('give the same state and one owner, for every two that take something away', () => {
    for (const [at, one] of removals.entries())
      for (const other of removals.slice(at + 1)) sameInEveryOrder([one, other])
  })

  it('give the same state and one owner, three or four of every kind at once', () => {
    const some = fc
      .integer({ min: 3, max: 4 })
      .chain((length) =>
        fc.uniqueArray(fc.nat(acts.length - 1), { minLength: length, maxLength: length }),
      )
    fc.assert(
      fc.property(some, (places) => {
        sameInEveryOrder(places.flatMap((place) => acts[place] ?? []))
      }),
      { numRuns: 60 },
    )
  })

  it('leave the senior of two who remove each other, whatever the junior one does besides', () => {
    const named = (name: string) => acts.filter((act) => act.name === name)
    const mutual = [...named('bob remove carol'), ...named('carol remove bob')]
    for (const third of acts.filter(({ name }) => name.startsWith('carol'))) {
      const { members } = sameInEveryOrder([...mutual, third])
      expect(members.has(people.bob.userId), third.name).toBe(true)
      expect(members.has(people.carol.userId), third.name).toBe(false)
    }
  })
  it('leave the senior of two who remove each other, by whichever device, whatever the hashes', () => {
    for (const [at, device] of ['bob', 'phone', 'bob', 'phone', 'bob', 'phone'].entries()) {
      const other = createConcurrentActs(`senior ${at}`)
      const mutual = [`${device} remove carol`, 'carol remove bob']
      const { members } = sameInEveryOrder(
        other.acts.filter(({ name }) => mutual.includes(name)),
        other.base,
      )
      expect(members.has(other.people.bob.userId), `${device} ${at}`).toBe(true)
      expect(members.has(other.people.carol.userId), `${device} ${at}`).toBe(false)
    }
  })

  it('leave the lower hash of two acts of one device, also where the log has it later', () => {
    const { alice } = people
    const role = (heads: readonly EntryHash[], to: 'viewer' | 'commenter', at: number) =>
      sealEntry(
        {
          ...{ spaceId: cast.spaceId, prev: heads, author: alice.deviceId, at },
          action: { type: 'role', userId: people.carol.userId, role: to, cutoffs: [] },
        },
        alice.device,
      )
    // Written until the hashes are so: between is after early in the log's order, and late after both.
    const early = role(base.heads, 'viewer', 0)
    const between = until((at) =>
      cast.act(alice, base, { type: 'relays', urls: [`wss://relay${at}.example`] }),
    )(({ hash }) => compareIds(hash, early.hash) > 0)
    const late = until((at) => role([between.hash], 'commenter', at))(
      ({ hash }) => compareIds(hash, early.hash) < 0,
    )
    for (const order of permutations([early, between, late])) {
      const state = cast.plus(base, ...order)
      expect(state.members.get(people.carol.userId)?.role).toBe('commenter')
      expect([...state.rejected.keys()]).toEqual([early.hash])
    }
  })
})

/** The first of what `make` gives that is as wanted; each is so with even odds. */
const until =
  <T>(make: (at: number) => T) =>
  (isWanted: (one: T) => boolean): T => {
    for (let at = 1; ; at++) {
      const one = make(at)
      if (isWanted(one)) return one
    }
  }
