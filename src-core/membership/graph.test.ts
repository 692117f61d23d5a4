import { beforeAll, expect, test } from 'vitest'
import { ready } from '../crypto/index.ts'
import { createCast, OPEN } from '../testing/cast.ts'
import { createInvite } from './invitation.ts'
import { extend, replay } from './log.ts'

beforeAll(ready)

test('rule 15: few entries without a past wait; all of them count once it is there', () => {
  const { begin, alice, random, clock, plus, founded, spaceId } = createCast('pending')
  let state = begin
  const entries = Array.from({ length: 300 }, () => {
    const { entry } = createInvite(alice, state, OPEN, random, clock)
    state = plus(state, entry)
    return entry.bytes
  })
  const founding = founded.entries.map(({ bytes }) => bytes)
  const withoutPast = replay(spaceId, [...founding, ...entries.slice(1)])
  expect(withoutPast.internal.graph.pending.size).toBe(256)
  expect(withoutPast.invites.size).toBe(0)
  expect(extend(withoutPast, entries).heads).toEqual(state.heads)
})
