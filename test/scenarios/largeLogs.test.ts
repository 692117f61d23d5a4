import { describe, expect, test } from 'vitest'
import type { SpaceId } from '../../src-core/base/ids.ts'
import { createMemoryStorage } from '../../src-core/ports/memory/index.ts'
import { gather } from './support/gather.ts'
import { growLog } from './support/growLog.ts'
import { addDevice, devicesOf, holds, idOf, see } from './support/views.ts'
import type { Person, World } from './support/world.ts'

const MiB = 1024 * 1024
const post = (world: World, by: Person, spaceId: SpaceId, text: string) =>
  world.settle(by.page.feed.post({ spaceId, text }))
const sizeOf = ({ profile: { storage } }: Person, spaceId: SpaceId) =>
  storage.log.list(spaceId).reduce((sum, { bytes }) => sum + bytes.length, 0)
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'accepted',
    (error) => error.code,
  )
const linkOf = async (world: World, { page }: Person, spaceId: SpaceId) => {
  const asked = { spaceId, role: 'editor', expiresAt: null, maxUses: 1 } as const
  return (await world.settle(page.invitations.create(asked))).webLink
}

describe('a log larger than a message', () => {
  test('comes to somebody new, to a further device, and to that one later', async () => {
    const { world, alice, spaceId, join } = await gather('large')
    await growLog(alice, spaceId, 9 * MiB)
    const bob = await join('Bob', 'editor')
    await post(world, bob, spaceId, 'I am in')
    await see(world, [alice, bob], spaceId, ['Bob: I am in'])
    expect(sizeOf(bob, spaceId)).toBeGreaterThan(8 * MiB)

    const phone = await world.person('Alice’s phone', createMemoryStorage())
    await addDevice(world, phone, alice)
    await see(world, [phone], spaceId, ['Bob: I am in'])

    // A Space that has become large while the phone was away.
    phone.network.setOnline(false)
    const { spaceId: second } = await world.settle(alice.page.spaces.create({ name: 'Attic' }))
    await post(world, alice, second, 'old things')
    await growLog(alice, second, 9 * MiB)
    phone.network.setOnline(true)
    await see(world, [phone], second, ['Alice: old things'])
    expect([alice.log, bob.log, phone.log]).toEqual([[], [], []])
  })

  test('of a hidden group comes to its members', async () => {
    const { world, alice, spaceId, join } = await gather('large group')
    const bob = await join('Bob', 'editor')
    bob.network.setOnline(false)
    const people = [await idOf(bob, spaceId)]
    const made = alice.page.groups.create({ parent: spaceId, name: 'For two', people })
    const { spaceId: group } = await world.settle(made)
    await post(world, alice, group, 'for two')
    await growLog(alice, group, 5 * MiB, spaceId)
    bob.network.setOnline(true)
    await see(world, [alice, bob], group, ['Alice: for two'])
    expect(sizeOf(bob, group)).toBeGreaterThan(4 * MiB)
  })

  test('beyond 64 MiB is handed to nobody, who is told so, and nothing has changed', async () => {
    const { world, alice, spaceId } = await gather('too large')
    await growLog(alice, spaceId, 64 * MiB)
    const size = sizeOf(alice, spaceId)
    const link = await linkOf(world, alice, spaceId)
    const invited = sizeOf(alice, spaceId)
    expect(invited).toBeGreaterThan(size)
    const bob = await world.person('Bob')
    const joined = codeOf(bob.page.invitations.join({ link }))
    expect(await world.settle(joined)).toBe('LOG_TOO_LARGE')
    expect(await holds(bob, spaceId)).toBe(false)
    const phone = await world.person('Alice’s phone', createMemoryStorage())
    const { link: code } = await world.settle(alice.page.devices.offer())
    const added = codeOf(phone.page.devices.join({ link: code, language: 'en' }))
    await world.until(async () => (await devicesOf(alice)).offer?.state === 'asked')
    expect(await world.settle(codeOf(alice.page.devices.confirm()))).toBe('LOG_TOO_LARGE')
    expect(sizeOf(alice, spaceId)).toBe(invited)
    await world.settle(alice.page.devices.cancelOffer())
    expect(await world.settle(added)).toBe('DEVICE_REFUSED')
  })
})
