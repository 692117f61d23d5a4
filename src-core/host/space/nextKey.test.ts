import { beforeAll, expect, test } from 'vitest'
import { ready } from '../../crypto/index.ts'
import {
  entriesMissingFor,
  type IdentityWithSecrets,
  type MembershipState,
  openEntry,
  openEpochs,
} from '../../membership/index.ts'
import { createMemoryStorage } from '../../ports/memory/index.ts'
import { createCast } from '../../testing/cast.ts'
import { createVirtualClock } from '../../testing/virtualClock.ts'
import { createSpaceMembership } from './spaceMembership.ts'

beforeAll(ready)

/** Alice's Space with Bob and Eve among others; each reads with a device and with a kit. */
function createScene(others: number) {
  const { alice, begin, join, person, spaceId, random, act, plus } = createCast('next key')
  const [bob, eve] = [person(), person()]
  const people = [bob, eve, ...Array.from({ length: others }, person)]
  const state = people.reduce((before, who) => join(before, who), begin)
  const storage = createMemoryStorage()
  for (const { hash, bytes } of entriesMissingFor(state, []))
    storage.log.append(spaceId, hash, bytes)
  const virtual = createVirtualClock()
  let spent = 0
  // Each look at it tells that five milliseconds have gone by.
  const clock = { ...virtual, now: () => virtual.now() + 5 * spent++ }
  const membership = createSpaceMembership({ spaceId, identity: alice, storage, clock, random })
  const remove = () => {
    const action = { type: 'remove', userId: eve.userId, cutoffs: [] } as const
    membership.append([act(alice, membership.state(), action)])
    membership.rotateIfNeeded()
  }
  const isOpen = (who: IdentityWithSecrets) =>
    openEpochs(membership.state(), who).some(
      ({ epochId }) => epochId === membership.state().currentEpoch,
    )
  const carol = person()
  const join1 = (before: MembershipState) =>
    entriesMissingFor(join(before, carol), before.heads).map(({ bytes }) => bytes)
  const kept = () => storage.log.list(spaceId).length
  return { membership, virtual, bob, eve, carol, join1, remove, isOpen, kept, plus }
}

test('a key that goes to many is sealed in turns before, and a removal takes it: whoever stays opens it', async () => {
  const { membership, virtual, bob, eve, carol, join1, remove, isOpen, kept } = createScene(24)
  const before = kept()
  const sealed = membership.sealAhead()
  expect(sealed).toBeInstanceOf(Promise)
  // Carol comes in between two turns.
  const joined = join1(membership.state())
  membership.add(joined)
  await virtual.settle(100)
  await sealed
  expect(kept()).toBe(before + joined.length)
  remove()
  expect([bob, carol, eve].map(isOpen)).toEqual([true, true, false])
  const [rotation] = entriesMissingFor(membership.state(), []).slice(-1)
  expect(JSON.stringify(openEntry(rotation?.bytes as Uint8Array)?.action)).not.toContain(
    eve.deviceId,
  )
  membership.close()
})

test('a key that is sealed to some when it is needed goes to all; none is for two epochs', async () => {
  const { membership, virtual, bob, eve, remove, isOpen } = createScene(24)
  const sealed = membership.sealAhead()
  remove()
  expect([bob, eve].map(isOpen)).toEqual([true, false])
  await virtual.settle(100)
  await sealed
  membership.rotateNow()
  const keys = membership.epochs().map(({ key }) => key.join())
  expect(new Set(keys).size).toBe(keys.length)
  expect([bob, eve].map(isOpen)).toEqual([true, false])
  membership.close()
})

test('of few readers nothing is sealed before', () => {
  const { membership } = createScene(3)
  expect(membership.sealAhead()).toBeUndefined()
  membership.close()
})
