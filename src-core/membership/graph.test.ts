import { beforeAll, expect, test } from 'vitest'
import type { EntryHash } from '../base/ids.ts'
import { ready } from '../crypto/index.ts'
import { createCast, OPEN } from '../testing/cast.ts'
import { permutations, told } from '../testing/concurrentActs.ts'
import { sealEntry } from './entry.ts'
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

test('rule 5: an entry that waited for two, of which one waited for the other, counts once', () => {
  const { begin, alice, founded, spaceId, clock } = createCast('waited for two')
  const after = (name: string, ...past: { readonly hash: EntryHash }[]) => {
    const action = { type: 'relays', urls: [`wss://${name}.example`] } as const
    const prev = past.length > 0 ? past.map(({ hash }) => hash) : begin.heads
    return sealEntry({ spaceId, prev, author: alice.deviceId, at: clock.at, action }, alice.device)
  }
  const first = after('first')
  const second = after('second', first)
  const third = after('third', first, second)
  const last = after('last', third)
  const founding = founded.entries.map(({ bytes }) => bytes)
  const said = [first, second, third, last].map(({ bytes }) => bytes)
  const inOrder = replay(spaceId, [...founding, ...said])
  for (const order of permutations(said)) {
    const state = replay(spaceId, [...founding, ...order])
    expect(told(state)).toEqual(told(inOrder))
    expect(state.heads).toEqual([last.hash])
    expect(new Set([...state.internal.graph.nodes.values()].map(({ index }) => index)).size).toBe(6)
  }
})
