import { beforeAll, describe, expect, test } from 'vitest'
import type { SpaceId } from '../../src-core/base/ids.ts'
import { ready } from '../../src-core/crypto/index.ts'
import { feedDocId } from '../../src-core/documents/index.ts'
import { copyDisk } from '../scenarios/support/copyDisk.ts'
import { gather } from '../scenarios/support/gather.ts'
import { holds, idOf, see, viewOf } from '../scenarios/support/views.ts'
import { linesOf, type Person } from '../scenarios/support/world.ts'
import { createForger, identityOf } from './support/forger.ts'

beforeAll(ready)

const noticesOf = async (person: Person, spaceId: SpaceId) =>
  (await viewOf(person, spaceId)).notices.map(({ kind, person: of }) => [kind, of.name])

/** A hidden group of Alice, Bob and Carol in Alice’s Space, of which Eve is too; and Bob as he was. */
async function groupWithBobTwice(seed: string) {
  const gathering = await gather(seed)
  const { world, alice, spaceId, join } = gathering
  const [bob, carol] = [await join('Bob', 'editor'), await join('Carol', 'editor')]
  const eve = await join('Eve', 'editor')
  await world.until(async () => (await viewOf(alice, spaceId)).members.length === 4)
  const people = await Promise.all([bob, carol].map((one) => idOf(one, spaceId)))
  const made = alice.page.groups.create({ parent: spaceId, name: 'For three', people })
  const { spaceId: group } = await world.settle(made)
  await world.until(async () => (await holds(bob, group)) && (await holds(carol, group)))
  await world.settle(bob.page.feed.post({ spaceId: group, text: 'before' }))
  await world.settle(bob.page.feed.post({ spaceId, text: 'to all' }))
  await see(world, [alice, bob, carol], group, ['Bob: before'])
  await see(world, [alice, carol, eve], spaceId, ['Bob: to all'])
  await world.pass(5_000)
  const backup = copyDisk(bob.profile.storage)
  return { ...gathering, bob, carol, eve, group, twinOfBob: () => world.person('Bob', backup) }
}

describe('rule 35: a device that tells different people different things in a hidden group', () => {
  test('is proven to there, counts no more, everyone in it is told, and nobody else', async () => {
    const { world, alice, bob, carol, eve, spaceId, group, twinOfBob } =
      await groupWithBobTwice('group equivocation')
    carol.network.setOnline(false)
    const toAlice = createForger(bob, group, spaceId)
    await toAlice.offer(toAlice.seal({ payload: toAlice.post('yes', 77) }))
    await see(world, [alice], group, ['Bob: before', 'Bob: yes'])
    await bob.killAndRestart()
    bob.network.setOnline(false)

    alice.network.setOnline(false)
    carol.network.setOnline(true)
    const twin = await twinOfBob()
    const toCarol = createForger(twin, group, spaceId)
    await toCarol.offer(toCarol.seal({ payload: toCarol.post('no', 77) }))
    await see(world, [carol], group, ['Bob: before', 'Bob: no'])
    twin.network.setOnline(false)

    alice.network.setOnline(true)
    for (const one of [alice, carol]) {
      await world.until(async () => (await noticesOf(one, group)).length === 1)
      await see(world, [one], group, ['Bob: before'])
      expect(await noticesOf(one, group)).toEqual([['equivocation', 'Bob']])
    }
    // What is put aside is told as the difference that it is, and opens for those who are in the group.
    await world.settle(carol.page.feed.post({ spaceId: group, text: 'goes on' }))
    await see(world, [alice, carol], group, ['Bob: before', 'Carol: goes on'])

    // In the Space it has contradicted nothing; and whoever is not in the group hears nothing of it.
    for (const one of [alice, carol, eve]) {
      expect(await noticesOf(one, spaceId)).toEqual([])
      expect(await linesOf(one, spaceId)).toEqual(['Bob: to all'])
    }
    expect(await holds(eve, group)).toBe(false)

    // After a restart, and to who comes in later.
    await carol.killAndRestart()
    expect(await noticesOf(carol, group)).toEqual([['equivocation', 'Bob']])
    const people = [await idOf(eve, spaceId)]
    await world.settle(alice.page.groups.add({ spaceId: group, people }))
    await world.until(async () => await holds(eve, group))
    await see(world, [eve], group, ['Bob: before', 'Carol: goes on'])
    await world.until(async () => (await noticesOf(eve, group)).length === 1)
    expect(await noticesOf(eve, group)).toEqual([['equivocation', 'Bob']])

    // And what it writes there from now on.
    bob.network.setOnline(true)
    await world.settle(bob.page.feed.post({ spaceId: group, text: 'once more' }))
    await world.pass(60_000)
    for (const one of [alice, carol, eve])
      expect(await linesOf(one, group)).not.toContain('Bob: once more')
  })
})

test('rule 13: an envelope of a group at which a host ended twice is held there, and nowhere else', async () => {
  const { world, alice, bob, spaceId, group } = await groupWithBobTwice('group quarantine')
  const { deviceId } = identityOf(bob)
  const { envelopes } = alice.profile.storage
  const seq = (envelopes.heads(group).find((head) => head.deviceId === deviceId)?.seq ?? 0) + 1
  for (let end = 0; end < 2; end++) {
    // What a host that was ended in the middle of applying leaves behind.
    envelopes.setApplying(group, { docId: feedDocId(group), deviceId, seq })
    await alice.killAndRestart()
  }
  await world.settle(bob.page.feed.post({ spaceId: group, text: 'hangs' }))
  await world.settle(bob.page.feed.post({ spaceId, text: 'does not' }))
  await see(world, [alice], spaceId, ['Bob: to all', 'Bob: does not'])
  await world.until(async () => (await noticesOf(alice, group)).length === 1)
  expect(await noticesOf(alice, group)).toEqual([['quarantined', 'Bob']])
  expect(await noticesOf(alice, spaceId)).toEqual([])
  expect(await linesOf(alice, group)).toEqual(['Bob: before'])
  await world.settle(alice.page.spaces.retryQuarantined({ spaceId: group, deviceId }))
  await see(world, [alice], group, ['Bob: before', 'Bob: hangs'])
  expect(await noticesOf(alice, group)).toEqual([])
})
