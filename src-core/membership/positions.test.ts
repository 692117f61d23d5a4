import { beforeAll, describe, expect, test } from 'vitest'
import { ready } from '../crypto/index.ts'
import { createCast, OPEN } from '../testing/cast.ts'
import { compareIds } from './compareIds.ts'
import { createInvite } from './invitation.ts'
import { coveringHeads, isAtOrAfter } from './positions.ts'

beforeAll(ready)

/** Alice's log with so many heads: invitations written at the same place. */
function withHeads(count: number) {
  const { begin, alice, random, clock, plus } = createCast('positions')
  const entries = Array.from(
    { length: count },
    () => createInvite(alice, begin, OPEN, random, clock).entry,
  )
  return { begin, state: plus(begin, ...entries), entries, alice, random, clock, plus }
}

describe('rule 15: a place in the log', () => {
  test('is at or after itself and what it builds on, and not the other way round', () => {
    const { begin, state, entries } = withHeads(3)
    const [one, two] = entries.map(({ hash }) => [hash])
    if (!one || !two) throw new Error('no entries')
    expect(isAtOrAfter(state, one, one)).toBe(true)
    expect(isAtOrAfter(state, one, begin.heads)).toBe(true)
    expect(isAtOrAfter(state, begin.heads, one)).toBe(false)
    expect(isAtOrAfter(state, one, two)).toBe(false)
    expect(isAtOrAfter(state, [...one, ...two], two)).toBe(true)
    expect(isAtOrAfter(begin, one, one)).toBe(false)
  })

  test('that an envelope can name goes forward also where there are more heads than it can name', () => {
    const { state, entries, alice, random, clock, plus } = withHeads(20)
    const highest = entries
      .map(({ hash }) => hash)
      .toSorted(compareIds)
      .slice(-16)
    expect(isAtOrAfter(state, state.heads.slice(0, 16), highest)).toBe(false)
    expect(isAtOrAfter(state, coveringHeads(state, highest, 16), highest)).toBe(true)
    const later = plus(state, createInvite(alice, state, OPEN, random, clock).entry)
    expect(coveringHeads(later, highest, 16)).toEqual(later.heads)
  })
})
