import { expect, test } from 'vitest'
import type { SpaceId } from '../../src-core/base/ids.ts'
import type { Receiver, SpaceView } from '../../src-core/bridge/contract.ts'
import { gather } from './support/gather.ts'
import type { Person } from './support/world.ts'

/** How Bob is shown to somebody in a Space. */
const bobAt = async ({ page }: Person, spaceId: SpaceId) => {
  const view = await new Promise<SpaceView>((resolve) => {
    const stop = page.spaces.view({ spaceId }, (value) => {
      resolve(value)
      setImmediate(() => stop())
    })
  })
  return view.members.find(({ role }) => role === 'editor')
}

test('a Space sees the name, address and picture it was told, and the other Space its own', async () => {
  const { world, alice, spaceId, join, converge } = await gather('introduction')
  const bob = await join('Bob', 'editor')
  await converge([alice, bob], 0)
  const photo = new Uint8Array([1, 2, 3])
  const { tell } = bob.page.introduction
  await world.settle(tell({ spaceId: null, told: { name: null, email: 'bob@example.org', photo } }))
  await world.until(async () => (await bobAt(alice, spaceId))?.email === 'bob@example.org')
  const shown = await bobAt(alice, spaceId)
  expect(shown?.person.name).toBe('Bob')
  const userId = shown?.person.userId as NonNullable<typeof shown>['person']['userId']
  expect(await world.settle(alice.page.introduction.photo({ spaceId, userId }))).toEqual(photo)

  await world.settle(
    tell({ spaceId, told: { name: 'Robert of Accounts', email: null, photo: null } }),
  )
  await world.until(async () => (await bobAt(alice, spaceId))?.person.name === 'Robert of Accounts')
  expect(await bobAt(alice, spaceId)).toMatchObject({ email: null })
  expect(await world.settle(alice.page.introduction.photo({ spaceId, userId }))).toBeNull()

  await world.settle(bob.page.app.rename({ name: 'Bobby' }))
  await world.pass(2000)
  expect((await bobAt(alice, spaceId))?.person.name).toBe('Robert of Accounts')
  await world.settle(tell({ spaceId, told: null }))
  await world.until(async () => (await bobAt(alice, spaceId))?.person.name === 'Bobby')
})

test('an author learns which device received an item, and when, also after a restart', async () => {
  const { world, alice, spaceId, join, converge } = await gather('received')
  const bob = await join('Bob', 'editor')
  await converge([alice, bob], 0)
  bob.network.setOnline(false)
  const { itemId } = await world.settle(alice.page.feed.post({ spaceId, text: 'minutes' }))
  const receivers = (person: Person): Promise<Receiver[]> =>
    world.settle(person.page.feed.receivers({ spaceId, itemId }))
  expect(await receivers(alice)).toMatchObject([{ has: false, at: null, label: 'Bob’s laptop' }])
  await world.pass(10 * 60_000)
  bob.network.setOnline(true)
  await converge([alice, bob], 1)
  await world.until(async () => (await receivers(alice))[0]?.at !== null)
  const [first] = await receivers(alice)
  expect(first).toMatchObject({ has: true, person: { name: 'Bob' } })
  expect(Math.abs((first?.at ?? 0) - world.now())).toBeLessThan(180_000)

  await world.settle(alice.page.feed.post({ spaceId, text: 'more' }))
  await converge([alice, bob], 2)
  await world.pass(10 * 60_000)
  await alice.killAndRestart()
  expect((await receivers(alice))[0]?.at).toBe(first?.at)
  expect(await receivers(bob)).toEqual([])
})
