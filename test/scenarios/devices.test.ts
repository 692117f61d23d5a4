import { describe, expect, test } from 'vitest'
import type { SpaceId } from '../../src-core/base/ids.ts'
import { createMemoryStorage } from '../../src-core/ports/memory/index.ts'
import { gather, roleOf } from './support/gather.ts'
import { viewOf } from './support/views.ts'
import { feedOf, linesOf, type Page, type Person, type World } from './support/world.ts'

type Watched = Parameters<Parameters<Page['devices']['watch']>[1]>[0]
type Joining = Parameters<Parameters<Page['devices']['joining']>[1]>[0]

const devicesOf = ({ page }: Person): Promise<Watched> =>
  new Promise((resolve) => {
    const stop = page.devices.watch(undefined, (all) => {
      resolve(all)
      setImmediate(() => stop())
    })
  })
const joiningOf = ({ page }: Person): Promise<Joining> =>
  new Promise((resolve) => {
    const stop = page.devices.joining(undefined, (state) => {
      resolve(state)
      setImmediate(() => stop())
    })
  })

type Members = Parameters<Parameters<Page['members']['watch']>[1]>[0]

const memberOf = ({ page }: Person, spaceId: SpaceId, name: string) =>
  new Promise<Members['members'][number] | undefined>((resolve) => {
    const stop = page.members.watch({ spaceId }, ({ members }) => {
      resolve(members.find(({ person }) => person.name === name))
      setImmediate(() => stop())
    })
  })
const labelsOf = async (person: Person, spaceId: SpaceId, name: string) =>
  (await memberOf(person, spaceId, name))?.devices.map(({ label }) => label) ?? []
const emailOf = async (person: Person, spaceId: SpaceId, name: string) =>
  (await memberOf(person, spaceId, name))?.email

type Summary = Parameters<Parameters<Page['spaces']['watch']>[1]>[0]

const spacesOf = ({ page }: Person): Promise<Summary> =>
  new Promise((resolve) => {
    const stop = page.spaces.watch(undefined, (all) => {
      resolve(all)
      setImmediate(() => stop())
    })
  })

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'accepted',
    (error) => error.code,
  )

/** Another device of `person`, let in after the digits on both screens were compared. */
async function addDevice(world: World, person: Person, name: string): Promise<Person> {
  const phone = await world.person(name, createMemoryStorage())
  const { link } = await world.settle(person.page.devices.offer())
  const joined = phone.page.devices.join({ link, language: 'en' })
  await world.until(async () => (await joiningOf(phone)).state === 'compare')
  const shown = await joiningOf(phone)
  const { offer } = await devicesOf(person)
  expect(offer?.asking).toEqual({
    label: `${name}’s laptop`,
    name: null,
    digits: shown.state === 'compare' ? shown.digits : '',
  })
  expect(offer?.asking?.digits).toMatch(/^\d{6}$/)
  await world.settle(person.page.devices.confirm())
  await world.settle(joined)
  return phone
}

describe('a second device', () => {
  test('holds the same Spaces, writes in the same name and syncs both ways', async () => {
    const { world, alice, spaceId, join, converge } = await gather('second device')
    const bob = await join('Bob', 'editor')
    await world.settle(alice.page.feed.post({ spaceId, text: 'from the laptop' }))
    await converge([alice, bob], 1)
    const phone = await addDevice(world, alice, 'Phone')
    await converge([alice, bob, phone], 1)
    expect(await roleOf(phone, spaceId)).toBe('owner')
    await world.settle(phone.page.feed.post({ spaceId, text: 'from the phone' }))
    expect(await converge([alice, bob, phone], 2)).toEqual([
      'Alice: from the laptop',
      'Alice: from the phone',
    ])
    // The laptop’s own page takes it for one’s own, and may edit it.
    const [, item] = await feedOf(alice, spaceId)
    expect(item).toMatchObject({ canEdit: true, author: { self: true } })
    const { devices, canAdd } = await devicesOf(alice)
    expect([canAdd, (await devicesOf(phone)).canAdd]).toEqual([true, true])
    expect(devices.map(({ label, self, revoked }) => [label, self, revoked])).toEqual([
      ['Alice’s laptop', true, false],
      ['Phone’s laptop', false, false],
    ])
    expect([alice.log, bob.log, phone.log]).toEqual([[], [], []])
  })

  test('is called what it is called, by its person, by others and by who comes later', async () => {
    const { world, alice, spaceId, join } = await gather('labels')
    const bob = await join('Bob', 'editor')
    await world.settle(
      alice.page.introduction.tell({
        spaceId: null,
        told: { name: null, email: 'a@example.org', photo: null },
      }),
    )
    const phone = await addDevice(world, alice, 'Phone')
    const expected = ['Alice’s laptop', 'Phone’s laptop']
    const labels = async (person: Person) => (await labelsOf(person, spaceId, 'Alice')).toSorted()
    for (const one of [bob, alice, phone])
      await world.until(async () => (await labels(one)).join() === expected.join())
    const carol = await join('Carol', 'viewer')
    await world.until(async () => (await labels(carol)).join() === expected.join())
    await bob.killAndRestart()
    expect(await labels(bob)).toEqual(expected)
    // What the person told with the first device stands.
    expect(await emailOf(bob, spaceId, 'Alice')).toBe('a@example.org')
    expect((await devicesOf(phone)).devices.map(({ label }) => label).toSorted()).toEqual(expected)
  })

  test('comes into every Space that either of them comes into later, and not back into an erased one', async () => {
    const { world, alice, converge } = await gather('later Spaces')
    const phone = await addDevice(world, alice, 'Phone')
    const bob = await world.person('Bob')
    const created = await world.settle(bob.page.spaces.create({ name: 'Bob’s Cellar' }))
    const invitation = await world.settle(
      bob.page.invitations.create({ ...created, role: 'editor', expiresAt: null, maxUses: 1 }),
    )
    await world.settle(phone.page.invitations.join({ link: invitation.webLink }))
    const attic = await world.settle(alice.page.spaces.create({ name: 'Attic' }))
    const both = ['Attic', 'Bob’s Cellar']
    for (const device of [alice, phone])
      await world.until(async () => {
        const names = (await spacesOf(device)).map(({ name }) => name)
        return both.every((name) => names.includes(name))
      })
    await world.settle(alice.page.feed.post({ ...created, text: 'by the laptop' }))
    const lines = async (who: Person) => linesOf(who, created.spaceId)
    await world.until(async () =>
      (await Promise.all([phone, bob].map(lines))).every((all) => all.length === 1),
    )
    expect(await lines(bob)).toEqual(['Alice: by the laptop'])

    await world.settle(phone.page.spaces.remove(attic))
    await phone.killAndRestart()
    await alice.killAndRestart()
    await world.pass(5 * 60_000)
    expect((await spacesOf(phone)).map(({ name }) => name)).not.toContain('Attic')
    expect((await spacesOf(alice)).map(({ name }) => name)).toContain('Attic')
    await converge([alice, phone], 0)
  })

  test('adds a third, which stays when it is revoked itself, and ends the first', async () => {
    const { world, alice, spaceId, join, converge } = await gather('chain of devices')
    const bob = await join('Bob', 'editor')
    const phone = await addDevice(world, alice, 'Phone')
    alice.network.setOnline(false)
    const tablet = await addDevice(world, phone, 'Tablet')
    await world.settle(tablet.page.feed.post({ spaceId, text: 'from the tablet' }))
    await converge([bob, phone, tablet], 1)
    const selfOf = async (who: Person) =>
      (await devicesOf(who)).devices.find(({ self }) => self)?.deviceId as never
    for (const device of [phone, alice])
      await world.settle(tablet.page.devices.revoke({ deviceId: await selfOf(device) }))
    await world.settle(tablet.page.feed.post({ spaceId, text: 'the only one left' }))
    expect(await converge([bob, tablet], 2)).toContain('Alice: the only one left')
    expect(await linesOf(phone, spaceId)).toEqual(['Alice: from the tablet'])
    alice.network.setOnline(true)
    const post = () => codeOf(alice.page.feed.post({ spaceId, text: 'x' }))
    await world.until(async () => (await post()) === 'NOT_ALLOWED')
    expect([bob.log, tablet.log]).toEqual([[], []])
  })

  test('that was revoked gets nothing new, and the others go on', async () => {
    const { world, alice, spaceId, join, converge } = await gather('revoked device')
    const bob = await join('Bob', 'editor')
    const phone = await addDevice(world, alice, 'Phone')
    await world.settle(phone.page.feed.post({ spaceId, text: 'from the phone' }))
    await converge([alice, bob, phone], 1)
    const lost = (await devicesOf(alice)).devices.find(({ self }) => !self)
    await world.settle(alice.page.devices.revoke({ deviceId: lost?.deviceId as never }))
    await world.settle(bob.page.feed.post({ spaceId, text: 'without the phone' }))
    await converge([alice, bob], 2)
    await world.pass(5 * 60_000)
    await phone.killAndRestart()
    await world.pass(5 * 60_000)
    expect(await linesOf(phone, spaceId)).toEqual(['Alice: from the phone'])
    // Alice is still in it: it is the device that is out.
    expect((await viewOf(phone, spaceId)).ended).toBe('device')
    expect(await world.settle(codeOf(phone.page.feed.post({ spaceId, text: 'x' })))).toBe(
      'NOT_ALLOWED',
    )
    expect((await devicesOf(alice)).devices.map(({ revoked }) => revoked)).toEqual([false, true])
    expect(await linesOf(bob, spaceId)).toEqual(['Alice: from the phone', 'Bob: without the phone'])
  })

  test('needs a whole code, a confirmation, and to be the first that asks', async () => {
    const { world, alice } = await gather('codes')
    const phone = await world.person('Phone', createMemoryStorage())
    const eve = await world.person('Eve', createMemoryStorage())
    const { link } = await world.settle(alice.page.devices.offer())
    const join = (who: Person, code: string) =>
      codeOf(who.page.devices.join({ link: code, language: 'en' }))
    for (const bad of ['', 'hello', link.slice(0, -1), `${link}A`, 'https://other.app/#abc'])
      expect(await world.settle(join(phone, bad))).toBe('DEVICE_LINK_MALFORMED')
    const first = join(phone, link)
    await world.until(async () => (await joiningOf(phone)).state === 'compare')
    expect(await world.settle(join(eve, link))).toBe('DEVICE_REFUSED')
    await world.settle(alice.page.devices.cancelOffer())
    expect(await world.settle(first)).toBe('DEVICE_REFUSED')
    expect(await world.settle(codeOf(alice.page.devices.confirm()))).toBe('NOT_FOUND')

    const old = await world.settle(alice.page.devices.offer())
    await world.pass(11 * 60_000)
    expect((await devicesOf(alice)).offer?.state).toBe('expired')
    expect(await world.settle(join(phone, old.link), 15 * 60_000)).toBe('DEVICE_UNREACHABLE')
  })
})
