import { expect, test } from 'vitest'
import type { SpaceId } from '../../src-core/base/ids.ts'
import { feedDocId } from '../../src-core/documents/index.ts'
import { gather } from './support/gather.ts'
import { holds, idOf, see, viewOf } from './support/views.ts'
import { linesOf, type Person } from './support/world.ts'

const namesIn = async (person: Person, spaceId: SpaceId) =>
  (await viewOf(person, spaceId)).members.map((member) => member.person.name).toSorted()

/** Alice is away while Eve, an admin, lets Gus in, and removes Eve before she hears of that. */
async function letInMeanwhile(seed: string, roleOfBob: 'editor' | 'admin' = 'editor') {
  const gathered = await gather(seed)
  const { world, alice, spaceId, join } = gathered
  const [bob, eve] = [await join('Bob', 'editor'), await join('Eve', 'editor')]
  const userId = await idOf(eve, spaceId)
  await world.settle(alice.page.members.setRole({ spaceId, userId, role: 'admin' }))
  if (roleOfBob === 'admin') {
    const ofBob = await idOf(bob, spaceId)
    await world.settle(alice.page.members.setRole({ spaceId, userId: ofBob, role: 'admin' }))
  }
  await world.pass(5_000)
  alice.network.setOnline(false)
  const gus = await world.person('Gus')
  const { webLink } = await world.settle(
    eve.page.invitations.create({ spaceId, role: 'editor', expiresAt: null, maxUses: 1 }),
  )
  await world.settle(gus.page.invitations.join({ link: webLink }))
  await world.settle(gus.page.feed.post({ spaceId, text: 'hello' }))
  await see(world, [bob, gus], spaceId, ['Gus: hello'])
  await world.settle(alice.page.members.remove({ spaceId, userId }))
  return { ...gathered, bob, eve, gus }
}

test('rule 22: who was let in in vain hears of it from whoever it meets, and comes in by a new invitation', async () => {
  const { world, alice, bob, gus, spaceId } = await letInMeanwhile('told in vain')
  alice.network.setOnline(true)
  await world.until(async () => (await viewOf(gus, spaceId)).ended === 'undone')
  expect((await viewOf(gus, spaceId)).sync.kind).toBe('ended')
  await see(world, [alice, bob], spaceId, [])
  for (const one of [alice, bob]) expect(await namesIn(one, spaceId)).toEqual(['Alice', 'Bob'])
  const refused = gus.page.feed.post({ spaceId, text: 'unheard' }).catch(({ code }) => code)
  expect(await world.settle(refused)).toBe('NOT_ALLOWED')

  const { webLink } = await world.settle(
    alice.page.invitations.create({ spaceId, role: 'editor', expiresAt: null, maxUses: 1 }),
  )
  await world.settle(gus.page.invitations.join({ link: webLink }))
  await world.settle(gus.page.feed.post({ spaceId, text: 'hello again' }))
  await see(world, [alice, bob, gus], spaceId, ['Gus: hello again'])
  expect((await viewOf(gus, spaceId)).ended).toBe(null)
  expect(await namesIn(bob, spaceId)).toEqual(['Alice', 'Bob', 'Gus'])
})

test('rule 16: what a snapshot keeps of their words is shown under their name, to newcomers too', async () => {
  const { world, alice, bob, spaceId, join } = await letInMeanwhile('named in vain', 'admin')
  expect(bob.documents(spaceId)?.snapshot(feedDocId(spaceId), false)).toBe(true)
  await world.pass(5_000)
  alice.network.setOnline(true)
  await see(world, [alice, bob], spaceId, ['Gus: hello'])
  const dan = await join('Dan', 'viewer')
  await see(world, [dan], spaceId, ['Gus: hello'])
})

test('rule 22: who was away hears of it when it is back, and is told nothing after it', async () => {
  const { world, alice, bob, gus, eve, spaceId } = await letInMeanwhile('away in vain')
  gus.network.setOnline(false)
  eve.network.setOnline(false)
  alice.network.setOnline(true)
  await see(world, [alice, bob], spaceId, [])
  await world.settle(alice.page.feed.post({ spaceId, text: 'among us' }))
  await see(world, [alice, bob], spaceId, ['Alice: among us'])
  await gus.killAndRestart()
  gus.network.setOnline(true)
  await world.until(async () => (await viewOf(gus, spaceId)).ended === 'undone', 5 * 60_000)
  await world.pass(60_000)
  expect(await linesOf(gus, spaceId)).toEqual([])
  const logs = [alice, gus].map(({ profile }) => profile.storage.log.list(spaceId).length)
  expect(logs[1]).toBeLessThan(logs[0] as number)
})

test('rule 10: who was put into a hidden group in vain hears of it too', async () => {
  const { world, alice, spaceId, join } = await gather('group in vain')
  const [bob, eve, gus] = [
    await join('Bob', 'editor'),
    await join('Eve', 'editor'),
    await join('Gus', 'editor'),
  ]
  await world.pass(5_000)
  const people = await Promise.all([bob, eve].map((one) => idOf(one, spaceId)))
  const { spaceId: group } = await world.settle(
    alice.page.groups.create({ parent: spaceId, name: 'For three', people }),
  )
  const userId = await idOf(eve, spaceId)
  await world.settle(alice.page.members.setRole({ spaceId: group, userId, role: 'admin' }))
  await world.until(async () => (await holds(eve, group)) && (await holds(bob, group)))
  await world.pass(5_000)
  alice.network.setOnline(false)
  const added = eve.page.groups.add({ spaceId: group, people: [await idOf(gus, spaceId)] })
  await world.settle(added)
  await world.until(async () => holds(gus, group))
  await world.settle(gus.page.feed.post({ spaceId: group, text: 'hello' }))
  await see(world, [bob, gus], group, ['Gus: hello'])
  await world.settle(alice.page.members.remove({ spaceId: group, userId }))
  alice.network.setOnline(true)
  await world.until(async () => (await viewOf(gus, group)).ended === 'undone')
  await see(world, [alice, bob], group, [])
  for (const one of [alice, bob]) expect(await namesIn(one, group)).toEqual(['Alice', 'Bob'])
  expect((await viewOf(gus, spaceId)).ended).toBe(null)
})

test('rule 11: who erased the Space meanwhile comes in too', async () => {
  const { world, alice, bob, gus, spaceId } = await letInMeanwhile('erased in vain')
  alice.network.setOnline(true)
  await world.until(async () => (await viewOf(gus, spaceId)).ended === 'undone')
  await world.settle(gus.page.spaces.remove({ spaceId }))
  const { webLink } = await world.settle(
    alice.page.invitations.create({ spaceId, role: 'editor', expiresAt: null, maxUses: 1 }),
  )
  await world.settle(gus.page.invitations.join({ link: webLink }))
  await world.pass(60_000)
  await world.settle(gus.page.feed.post({ spaceId, text: 'hello again' }))
  await see(world, [alice, bob, gus], spaceId, ['Gus: hello again'])
})
