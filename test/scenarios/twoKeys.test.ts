import { describe, expect, test } from 'vitest'
import type { SpaceId } from '../../src-core/base/ids.ts'
import {
  decodeIdentity,
  type IdentityWithSecrets,
  openEpochs,
  parentFacts,
  replay,
} from '../../src-core/membership/index.ts'
import { createMemoryStorage } from '../../src-core/ports/memory/index.ts'
import { copyDisk } from './support/copyDisk.ts'
import { gather } from './support/gather.ts'
import { addDevice, holds, idOf, renewed, see, viewOf } from './support/views.ts'
import { linesOf, type Person, type World } from './support/world.ts'

const post = (world: World, by: Person, spaceId: SpaceId, text: string) =>
  world.settle(by.page.feed.post({ spaceId, text }))

/** A device's own keys; its person's kit, which opens more, left out. */
const identityOn = ({ profile: { storage } }: Person): IdentityWithSecrets => ({
  ...(decodeIdentity(storage.personal.profile()?.secrets as Uint8Array) as IdentityWithSecrets),
  root: null,
})

/** The keys of a log, as it lies on somebody's disk, that a device opens. */
function openedBy(device: IdentityWithSecrets, { profile }: Person, at: SpaceId, parent?: SpaceId) {
  const entries = (spaceId: SpaceId) => profile.storage.log.list(spaceId).map(({ bytes }) => bytes)
  const facts = parent && parentFacts(replay(parent, entries(parent)))
  const state = replay(at, entries(at), facts)
  return { opened: openEpochs(state, device).map(({ epochId }) => epochId), state }
}

// Which of two keys made at once is the one to write in is decided by their ids.
const SEEDS = [1, 2, 3]

describe('rule 8: two keys that were made at once, one of which lacks a device', () => {
  test.each(SEEDS)(
    'both open on the renewed device of a hidden group’s owner (%i)',
    async (seed) => {
      const { world, alice, spaceId, join } = await gather(`two keys ${seed}`)
      const [bob, eve] = [await join('Bob', 'editor'), await join('Eve', 'editor')]
      await world.until(async () => (await viewOf(eve, spaceId)).members.length === 3)
      const people = [await idOf(alice, spaceId)]
      const made = bob.page.groups.create({ parent: spaceId, name: 'For two', people })
      const { spaceId: group } = await world.settle(made)
      await post(world, bob, group, 'before')
      await see(world, [alice, bob], group, ['Bob: before'])
      await world.pass(5_000)
      const backup = copyDisk(bob.profile.storage)
      await post(world, bob, spaceId, 'after the backup')
      await world.until(async () => (await linesOf(eve, spaceId)).length === 1)
      bob.network.setOnline(false)
      alice.network.setOnline(false)
      const before = openedBy(identityOn(bob), bob, group, spaceId).opened
      const old = identityOn(bob)
      const machine = await world.person('Bob', backup)
      await renewed(world, machine, old.deviceId)
      await post(world, machine, group, 'by the new device')
      machine.network.setOnline(false)
      // Eve tells Alice of the Space, and knows nothing of the group.
      alice.network.setOnline(true)
      await world.pass(20_000)
      await post(world, alice, group, 'under a key of Alice’s')
      machine.network.setOnline(true)
      const lines = ['Bob: before', 'Bob: by the new device', 'Alice: under a key of Alice’s']
      await see(world, [alice, machine], group, lines)
      // Nobody else: neither the device that was, nor a member of the Space who is not in the group.
      const { state } = openedBy(identityOn(alice), alice, group, spaceId)
      expect(state.epochs.length).toBeGreaterThan(before.length + 1)
      expect(openedBy(old, alice, group, spaceId).opened).toEqual(before)
      expect(openedBy(identityOn(eve), alice, group, spaceId).opened).toEqual([])
      expect(await holds(eve, group)).toBe(false)
      expect([alice.log, machine.log]).toEqual([[], []])
    },
  )

  test.each(SEEDS)('both open on a device that came into a Space meanwhile (%i)', async (seed) => {
    const { world, alice, spaceId, join } = await gather(`phone ${seed}`)
    const [bob, carol] = [await join('Bob', 'editor'), await join('Carol', 'commenter')]
    await post(world, bob, spaceId, 'before')
    await see(world, [alice, bob, carol], spaceId, ['Bob: before'])
    alice.network.setOnline(false)
    carol.network.setOnline(false)
    const phone = await world.person('Bob’s phone', createMemoryStorage())
    await addDevice(world, phone, bob)
    await world.settle(bob.page.members.rotate({ spaceId }))
    await post(world, phone, spaceId, 'from the phone')
    await see(world, [bob, phone], spaceId, ['Bob: before', 'Bob: from the phone'])
    bob.network.setOnline(false)
    phone.network.setOnline(false)
    // Alice knows nothing of the phone, and Bob’s laptop is away when it comes.
    alice.network.setOnline(true)
    carol.network.setOnline(true)
    await world.settle(alice.page.members.rotate({ spaceId }))
    await post(world, alice, spaceId, 'under a key of Alice’s')
    const lines = ['Bob: before', 'Alice: under a key of Alice’s']
    await see(world, [alice, carol], spaceId, lines)
    phone.network.setOnline(true)
    await see(world, [alice, carol, phone], spaceId, [...lines, 'Bob: from the phone'])
    const { state, opened } = openedBy(identityOn(phone), alice, spaceId)
    expect(opened).toHaveLength(state.epochs.length)
    // And that is the end of it: nobody makes further keys.
    await world.pass(10 * 60_000)
    expect(openedBy(identityOn(phone), alice, spaceId).state.epochs).toHaveLength(opened.length)
  })
})
