import { describe, expect, test } from 'vitest'
import { FoyerError } from '../../src-core/base/errors.ts'
import type { SpaceId } from '../../src-core/base/ids.ts'
import type { SpaceView } from '../../src-core/bridge/contract.ts'
import { decodeIdentity } from '../../src-core/membership/index.ts'
import { copyDisk } from './support/copyDisk.ts'
import { gather } from './support/gather.ts'
import { linesOf, type Page, type Person, type World } from './support/world.ts'

type Watched = Parameters<Parameters<Page['devices']['watch']>[1]>[0]

const devicesOf = ({ page }: Person): Promise<Watched['devices']> =>
  new Promise((resolve, reject) => {
    const stop = page.devices.watch(
      undefined,
      ({ devices }) => {
        resolve(devices)
        setImmediate(() => stop())
      },
      reject,
    )
  })
const viewOf = ({ page }: Person, spaceId: SpaceId): Promise<SpaceView> =>
  new Promise((resolve) => {
    const stop = page.spaces.view({ spaceId }, (view) => {
      resolve(view)
      setImmediate(() => stop())
    })
  })
const noticesOf = async (person: Person, spaceId: SpaceId) =>
  (await viewOf(person, spaceId)).notices.map(({ kind }) => kind)
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'accepted',
    (error) => error.code,
  )
/** What the disk says the device is. */
const deviceOn = ({ profile: { storage } }: Person) =>
  decodeIdentity(storage.personal.profile()?.secrets ?? new Uint8Array())?.deviceId

/** Alice, Bob and Carol; a copy of Bob's disk; and then Bob writes on. */
async function withBackup(seed: string) {
  const gathering = await gather(seed)
  const { world, alice, spaceId, join, converge } = gathering
  const [bob, carol] = [await join('Bob', 'editor'), await join('Carol', 'editor')]
  await world.settle(bob.page.feed.post({ spaceId, text: 'before the backup' }))
  await converge([alice, bob, carol], 1)
  await world.pass(5_000)
  const backup = copyDisk(bob.profile.storage)
  await world.settle(bob.page.feed.post({ spaceId, text: 'after the backup' }))
  await converge([alice, bob, carol], 2)
  const restore = () => world.person('Bob', backup)
  return { ...gathering, bob, carol, restore }
}

const renewed = (world: World, person: Person, before: string | undefined) =>
  world.until(async () => deviceOn(person) !== undefined && deviceOn(person) !== before)

describe('rule 11: a device restored from a backup', () => {
  test('becomes a new one by itself, before it writes, and nothing is lost', async () => {
    const { world, alice, bob, carol, spaceId, restore, converge } = await withBackup('renewal')
    const before = deviceOn(bob)
    bob.network.setOnline(false)
    const machine = await restore()
    expect(deviceOn(machine)).toBe(before)
    await renewed(world, machine, before)
    await world.settle(machine.page.feed.post({ spaceId, text: 'from the backup' }))
    const lines = ['Bob: before the backup', 'Bob: after the backup', 'Bob: from the backup']
    expect(await converge([alice, carol, machine], 3)).toEqual(lines)
    for (const person of [alice, carol, machine])
      expect(await noticesOf(person, spaceId)).toEqual([])
    const now = deviceOn(machine)
    const devices = await devicesOf(machine)
    expect(devices.map(({ deviceId, self, revoked }) => [deviceId, self, revoked])).toEqual([
      [now, true, false],
      [before, false, true],
    ])
    expect(devices.map(({ label }) => label)).toEqual(['Bob’s laptop', 'Bob’s laptop'])
    const bobOfAlice = (await viewOf(alice, spaceId)).members.find(
      ({ person }) => person.name === 'Bob',
    )
    expect(bobOfAlice?.devices.map(({ label }) => label)).toEqual(['Bob’s laptop'])
    // And stays so.
    await machine.killAndRestart()
    expect(deviceOn(machine)).toBe(now)
    await world.settle(machine.page.feed.post({ spaceId, text: 'once more' }))
    await converge([alice, carol, machine], 4)
    expect([alice.log, carol.log, machine.log]).toEqual([[], [], []])
  })

  test('does so as well where the machine of the backup still runs: that one is out, and does no harm', async () => {
    const { world, alice, bob, carol, spaceId, restore, converge } =
      await withBackup('two machines')
    const before = deviceOn(bob)
    bob.network.setOnline(false)
    const machine = await restore()
    await renewed(world, machine, before)
    await world.settle(bob.page.feed.post({ spaceId, text: 'unseen by anybody' }))
    bob.network.setOnline(true)
    await world.until(async () => (await viewOf(bob, spaceId)).ended === 'device')
    await world.settle(machine.page.feed.post({ spaceId, text: 'from the backup' }))
    expect(await converge([alice, carol, machine], 3)).not.toContain('Bob: unseen by anybody')
    expect(await world.settle(codeOf(bob.page.feed.post({ spaceId, text: 'x' })))).toBe(
      'NOT_ALLOWED',
    )
    // What it wrote stays with it, to be copied.
    expect(deviceOn(bob)).toBe(before)
  })

  test('stays what it was where the disk fails meanwhile, and tries again', async () => {
    const { world, alice, bob, spaceId, restore, converge } = await withBackup('disk')
    const before = deviceOn(bob)
    bob.network.setOnline(false)
    const machine = await restore()
    const { personal } = machine.profile.storage
    const { putProfile } = personal
    let failures = 0
    Object.assign(personal, {
      putProfile() {
        failures++
        throw new FoyerError('DISK_FULL')
      },
    })
    await world.until(async () => failures > 0)
    await world.pass(100)
    expect(deviceOn(machine)).toBe(before)
    expect(machine.profile.storage.log.list(spaceId)).toHaveLength(
      alice.profile.storage.log.list(spaceId).length,
    )
    Object.assign(personal, { putProfile })
    await renewed(world, machine, before)
    await world.settle(machine.page.feed.post({ spaceId, text: 'from the backup' }))
    await converge([alice, machine], 3)
  })

  test('waits while a note is open, and does it when asked', async () => {
    const { world, alice, bob, spaceId, restore, converge } = await withBackup('note')
    const before = deviceOn(bob)
    const { itemId } = await world.settle(bob.page.feed.createNote({ spaceId, title: 'Plan' }))
    await converge([alice, bob], 3)
    bob.network.setOnline(false)
    const machine = await restore()
    await world.until(async () => (await linesOf(machine, spaceId)).length === 3)
    const stop = machine.page.bodies.open({ spaceId, itemId }, () => undefined)
    await world.pass(20_000)
    expect(deviceOn(machine)).toBe(before)
    await world.settle(machine.page.devices.renew())
    expect(deviceOn(machine)).not.toBe(before)
    stop()
  })
})
