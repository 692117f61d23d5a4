import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { idFromBytes, type UserId } from '../base/ids.ts'
import { enamelOf, enamelsOf, type Joined } from './people.ts'

const userId = (first: number, rest: number) =>
  idFromBytes<UserId>(Uint8Array.from({ length: 16 }, (_, at) => (at === 0 ? first : rest)))

const crowd = (max: number) =>
  fc.uniqueArray(
    fc.record({
      userId: fc.tuple(fc.nat(255), fc.nat(255)).map(([first, rest]) => userId(first, rest)),
      joinedAt: fc.nat(5),
    }),
    { maxLength: max, selector: (one) => one.userId },
  )
const colours = (people: readonly Joined[]) => [...enamelsOf(people).values()]

describe('the colours of a Space’s people', () => {
  it('are their own where nobody came before with the same', () => {
    const [alice, bob, carol] = [userId(1, 1), userId(1, 2), userId(2, 3)]
    const enamels = enamelsOf([
      { userId: bob, joinedAt: 2 },
      { userId: alice, joinedAt: 1 },
      { userId: carol, joinedAt: 3 },
    ])
    expect(enamels.get(alice)).toBe(enamelOf(alice))
    expect(enamels.get(bob)).toBe(enamelOf(carol))
    expect(enamels.get(carol)).not.toBe(enamelOf(carol))
  })

  it('differ for up to eight people, whoever they are', () => {
    fc.assert(
      fc.property(crowd(8), (people) => {
        expect(new Set(colours(people)).size).toBe(people.length)
      }),
    )
  })

  it('are the same in whatever order the people are listed, and as even as can be', () => {
    fc.assert(
      fc.property(crowd(30), (people) => {
        const enamels = enamelsOf(people)
        expect(enamelsOf(people.toReversed())).toEqual(enamels)
        const counts = Object.values(Object.groupBy(colours(people), (one) => one))
        const most = Math.max(0, ...counts.map((all) => all?.length ?? 0))
        expect(most).toBe(Math.ceil(people.length / 8))
      }),
    )
  })

  it('of those who were here stay when somebody comes', () => {
    fc.assert(
      fc.property(crowd(12), (people) => {
        const before = enamelsOf(people)
        const after = enamelsOf([...people, { userId: 'AAAA' as UserId, joinedAt: 9 }])
        for (const [who, enamel] of before) expect(after.get(who)).toBe(enamel)
      }),
    )
  })
})
