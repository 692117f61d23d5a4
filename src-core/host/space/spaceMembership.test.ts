import { beforeAll, expect, test } from 'vitest'
import { ready } from '../../crypto/index.ts'
import { entriesMissingFor, type MembershipState, replay } from '../../membership/index.ts'
import { createMemoryStorage } from '../../ports/memory/index.ts'
import { createCast } from '../../testing/cast.ts'
import { createVirtualClock } from '../../testing/virtualClock.ts'
import { createSpaceMembership } from './spaceMembership.ts'

beforeAll(ready)

const bytesOf = (state: MembershipState, after: MembershipState) =>
  entriesMissingFor(state, after.heads).map(({ bytes }) => bytes)

/** Alice's replica of a Space, and what two others wrote meanwhile: a long log, and one entry beside it. */
function createScene() {
  const { alice, begin, join, person, spaceId, random, act, plus } = createCast('long log')
  const storage = createMemoryStorage()
  for (const { hash, bytes } of entriesMissingFor(begin, []))
    storage.log.append(spaceId, hash, bytes)
  const virtual = createVirtualClock()
  let spent = 0
  // Each look at it tells that a millisecond has gone by, as if signatures had taken it.
  const clock = { ...virtual, now: () => virtual.now() + spent++ }
  const membership = createSpaceMembership({ spaceId, identity: alice, storage, clock, random })
  let long = join(begin, person())
  for (let at = 0; at < 100; at++)
    long = plus(long, act(alice, long, { type: 'relays', urls: [`wss://relay${at}.example`] }))
  const beside = act(alice, begin, { type: 'relays', urls: ['wss://beside.example'] })
  const kept = () =>
    replay(
      spaceId,
      storage.log.list(spaceId).map(({ bytes }) => bytes),
    )
  return { membership, clock: virtual, entries: bytesOf(long, begin), long, beside, plus, kept }
}

test('a long log of a peer is verified in turns, in which other entries are taken in', async () => {
  const { membership, clock, entries, long, beside, plus, kept } = createScene()
  const received = membership.receive(entries)
  expect(received).toBeInstanceOf(Promise)
  membership.append([beside])
  expect(membership.state().relays).toEqual(['wss://beside.example'])
  await clock.settle(10)
  await received
  const both = plus(long, beside)
  expect(membership.state().heads).toEqual(both.heads)
  expect(membership.state().relays).toEqual(both.relays)
  expect(kept().heads).toEqual(both.heads)
  membership.close()
})

test('a Space that is closed meanwhile keeps nothing of it', async () => {
  const { membership, clock, entries, kept } = createScene()
  const received = membership.receive(entries)
  membership.close()
  await clock.settle(10)
  await received
  expect(kept().internal.graph.nodes.size).toBeLessThan(entries.length)
})

test('few entries are taken in at once', () => {
  const { membership, beside, kept } = createScene()
  expect(membership.receive([beside.bytes])).toBeUndefined()
  expect(kept().heads).toContain(beside.hash)
  membership.close()
})

test('rule 22: of a device whose access has ended nothing is taken but what undoes that', () => {
  const { alice, begin, join, person, spaceId, random, act, plus } = createCast('each other')
  const [bob, eve] = [person(), person()]
  const asAdmin = (state: MembershipState, { userId }: typeof bob) =>
    plus(state, act(alice, state, { type: 'role', userId, role: 'admin', cutoffs: [] }))
  const before = [bob, eve].reduce(asAdmin, join(join(begin, bob), eve))
  const removal = (by: typeof bob, { userId }: typeof bob) =>
    act(by, before, { type: 'remove', userId, cutoffs: [] })
  const storage = createMemoryStorage()
  for (const { hash, bytes } of entriesMissingFor(before, []))
    storage.log.append(spaceId, hash, bytes)
  const clock = createVirtualClock()
  const membership = createSpaceMembership({ spaceId, identity: alice, storage, clock, random })
  membership.receive([removal(eve, bob).bytes])
  const { heads } = membership.state()
  const other = act(bob, before, { type: 'relays', urls: ['wss://bobs.example'] })
  const asMember = act(bob, membership.state(), { type: 'remove', userId: eve.userId, cutoffs: [] })
  for (const bytes of [[other.bytes], [asMember.bytes], [new Uint8Array(9)], []])
    membership.receiveFromEnded(bytes, bob.deviceId)
  expect(membership.state().heads).toEqual(heads)
  membership.receiveFromEnded([other.bytes, removal(bob, eve).bytes], bob.deviceId)
  expect(membership.isPresent(bob.deviceId)).toBe(true)
  expect(membership.isPresent(eve.deviceId)).toBe(false)
  membership.close()
})
