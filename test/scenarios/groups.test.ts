import { describe, expect, test, vi } from 'vitest'
import { fromBase64Url, toHex } from '../../src-core/base/bytes.ts'
import type { SpaceId, UserId } from '../../src-core/base/ids.ts'
import type { GroupCandidate, SpaceSummary, SpaceView } from '../../src-core/bridge/contract.ts'
import { parentFacts, replay } from '../../src-core/membership/index.ts'
import { createMemoryStorage } from '../../src-core/ports/memory/index.ts'
import { createJournal } from '../../src-core/ports/memory/journal.ts'
import { copyDisk } from './support/copyDisk.ts'
import { gather } from './support/gather.ts'
import { linesOf, type Page, type Person, type World } from './support/world.ts'

/** Every message of a session that some host was given, opened. */
const heard: Uint8Array[] = []
vi.mock('../../src-core/sync/messages.ts', async (load) => {
  const real = await load<typeof import('../../src-core/sync/messages.ts')>()
  return {
    ...real,
    decodeMessage(bytes: Uint8Array) {
      heard.push(bytes)
      return real.decodeMessage(bytes)
    },
  }
})

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'accepted',
    (error) => error.code,
  )

/** What a stream says first. */
const first = <T>(watch: (told: (value: T) => void) => () => void): Promise<T> =>
  new Promise((resolve) => {
    const stop = watch((value) => {
      resolve(value)
      setImmediate(() => stop())
    })
  })
const spacesOf = async ({ page }: Person) =>
  (await first<SpaceSummary[]>((told) => page.spaces.watch(undefined, told))).filter(
    ({ sample }) => !sample,
  )
const viewOf = ({ page }: Person, spaceId: SpaceId) =>
  first<SpaceView>((told) => page.spaces.view({ spaceId }, told))
const candidatesOf = ({ page }: Person, spaceId: SpaceId) =>
  first<GroupCandidate[]>((told) => page.groups.candidates({ spaceId }, told))
const namesIn = async (person: Person, spaceId: SpaceId) =>
  (await viewOf(person, spaceId)).members.map((member) => `${member.person.name} ${member.role}`)
const idOf = async (person: Person, spaceId: SpaceId): Promise<UserId> =>
  (await viewOf(person, spaceId)).self.userId
const holds = async (person: Person, spaceId: SpaceId) =>
  (await spacesOf(person)).some((space) => space.spaceId === spaceId)

async function create(world: World, by: Person, parent: SpaceId, people: readonly Person[]) {
  const ids = await Promise.all(people.map((person) => idOf(person, parent)))
  const made = by.page.groups.create({ parent, name: 'Zeppelin plans', people: ids })
  const { spaceId } = await world.settle(made)
  return spaceId
}

/** Lets time pass until all of them see the same lines in a group. */
async function converge(world: World, people: readonly Person[], group: SpaceId, lines: number) {
  const all = () =>
    Promise.all(people.map(async (one) => ((await holds(one, group)) ? linesOf(one, group) : [])))
  await world.until(async () => {
    const seen = await all()
    return seen.every((one) => one.length === lines && `${one}` === `${seen[0]}`)
  })
  return (await all())[0]
}

const keysOf = ({ profile: { storage } }: Person, group: SpaceId, parent: SpaceId) => {
  const entries = (spaceId: SpaceId) => storage.log.list(spaceId).map(({ bytes }) => bytes)
  return replay(group, entries(group), parentFacts(replay(parent, entries(parent))))
}

type Offer = Parameters<Parameters<Page['devices']['watch']>[1]>[0]
const devicesOf = ({ page }: Person) => first<Offer>((told) => page.devices.watch(undefined, told))

/** A machine of the person's that `helper` lets in, which is another device of theirs, or any member. */
async function letBack(world: World, machine: Person, helper: Person, kind: 'device' | 'return') {
  const { devices, recovery } = machine.page
  const { link } = await world.settle(
    kind === 'device' ? helper.page.devices.offer() : helper.page.devices.help(),
  )
  const joined =
    kind === 'device' ? devices.join({ link, language: 'en' }) : recovery.comeBack({ link })
  await world.until(async () => (await devicesOf(helper)).offer?.state === 'asked')
  await world.settle(helper.page.devices.confirm())
  await world.settle(joined)
}

const remove = async (world: World, by: Person, spaceId: SpaceId, whom: UserId) =>
  world.settle(by.page.members.remove({ spaceId, userId: whom }))

/** Alice and Bob with a group in Alice's Space, of which Eve is a member too. */
async function hidden(seed: string) {
  const gathering = await gather(seed)
  const { world, spaceId, join } = gathering
  const bob = await join('Bob', 'editor')
  const eve = await join('Eve', 'editor')
  await world.until(async () => (await namesIn(eve, spaceId)).length === 3)
  return { ...gathering, bob, eve }
}

describe('a hidden group', () => {
  test('is beneath its Space for its members, with feed, notes and people of its own', async () => {
    const { world, alice, bob, spaceId } = await hidden('group')
    const group = await create(world, alice, spaceId, [bob])
    await world.settle(alice.page.feed.post({ spaceId: group, text: 'for two' }))
    await converge(world, [alice, bob], group, 1)
    await world.settle(bob.page.feed.post({ spaceId: group, text: 'an answer' }))
    expect(await converge(world, [alice, bob], group, 2)).toEqual([
      'Alice: for two',
      'Bob: an answer',
    ])
    const seen = (await spacesOf(bob)).map(({ name, parent }) => [name, parent])
    expect(seen).toEqual([
      ['Loft', null],
      ['Zeppelin plans', spaceId],
    ])
    expect(await namesIn(bob, group)).toEqual(['Alice owner', 'Bob editor'])
    expect((await viewOf(bob, group)).can).toMatchObject({ invite: false, addPeople: false })
    expect((await viewOf(alice, group)).can).toMatchObject({ invite: false, addPeople: true })
    expect([alice.log, bob.log]).toEqual([[], []])
  })

  test('leaves nothing with a member of the Space who is not in it: no name, no content, no id', async () => {
    const { world, alice, spaceId, join } = await gather('canary')
    const bob = await join('Bob', 'editor')
    const journal = createJournal()
    const written: unknown[] = []
    journal.onCommit((changes) => written.push(...changes))
    const eve = await world.person('Eve', createMemoryStorage(journal))
    await world.settle(eve.page.app.create({ name: 'Eve', language: 'en' }))
    const { webLink } = await world.settle(
      alice.page.invitations.create({ spaceId, role: 'editor', expiresAt: null, maxUses: 1 }),
    )
    await world.settle(eve.page.invitations.join({ link: webLink }))
    await world.until(async () => (await namesIn(eve, spaceId)).length === 3)

    // While Bob is away everything that is said is said between Alice and Eve.
    bob.network.setOnline(false)
    heard.length = 0
    const group = await create(world, alice, spaceId, [bob])
    await world.settle(alice.page.feed.post({ spaceId: group, text: 'marmalade on Tuesday' }))
    await world.settle(alice.page.feed.post({ spaceId, text: 'a post for everybody' }))
    await world.pass(60_000)
    const [alone] = await spacesOf(eve)
    expect(await linesOf(eve, spaceId)).toEqual(['Alice: a post for everybody'])
    const said = heard.splice(0)
    expect(said.length).toBeGreaterThan(3)
    bob.network.setOnline(true)
    await converge(world, [alice, bob], group, 1)
    await eve.killAndRestart()
    await world.pass(5 * 60_000)

    const raw = fromBase64Url(group)
    const canaries = ['Zeppelin', 'marmalade', group, toHex(raw)].map((text) => Buffer.from(text))
    const isIn = (bytes: Uint8Array) =>
      [...canaries, Buffer.from(raw)].some((canary) => Buffer.from(bytes).includes(canary))
    expect(said.some(isIn)).toBe(false)
    const rows = written.flatMap((row) => bytesIn(row))
    expect(rows.some(isIn)).toBe(false)
    // The search would have found it: the same disk of Alice's has all of it.
    expect(
      bytesIn([{ spaceId: group }, { name: 'Zeppelin plans' }, raw]).filter(isIn),
    ).toHaveLength(3)
    expect(rows.some((bytes) => Buffer.from(bytes).includes(Buffer.from(spaceId)))).toBe(true)
    expect((await spacesOf(eve)).map(({ spaceId: one }) => one)).toEqual([alone?.spaceId])
    expect(eve.log).toEqual([])
  })

  test('waits for who is away, and comes from whoever is met first', async () => {
    const { world, alice, bob, spaceId, join } = await hidden('away')
    const carol = await join('Carol', 'editor')
    await world.until(async () => (await namesIn(bob, spaceId)).length === 4)
    carol.network.setOnline(false)
    const group = await create(world, alice, spaceId, [bob, carol])
    await world.settle(alice.page.feed.post({ spaceId: group, text: 'hello' }))
    await converge(world, [alice, bob], group, 1)
    alice.network.setOnline(false)
    await bob.killAndRestart()
    carol.network.setOnline(true)
    await converge(world, [bob, carol], group, 1)
  })

  test('takes in members of the Space, by owner and admins only, and gives them all of it', async () => {
    const { world, alice, bob, eve, spaceId, join } = await hidden('adding')
    const viewer = await join('Carol', 'viewer')
    const group = await create(world, alice, spaceId, [bob])
    await world.settle(alice.page.feed.post({ spaceId: group, text: 'earlier' }))
    await converge(world, [alice, bob], group, 1)
    const [bobs, eves, carols] = await Promise.all(
      [bob, eve, viewer].map((one) => idOf(one, spaceId)),
    )
    const add = (by: Person, userId: UserId | undefined) =>
      world.settle(codeOf(by.page.groups.add({ spaceId: group, people: [userId as UserId] })))
    expect(await add(bob, eves)).toBe('NOT_ALLOWED')
    expect(await add(alice, 'AAAAAAAAAAAAAAAAAAAAAA' as UserId)).toBe('NOT_FOUND')
    expect(await add(alice, carols)).toBe('accepted')
    await converge(world, [alice, bob, viewer], group, 1)
    // Nobody writes more in a group than in the Space.
    expect(await namesIn(viewer, group)).toEqual(['Alice owner', 'Bob editor', 'Carol viewer'])

    await remove(world, alice, group, bobs as UserId)
    await world.until(async () => (await viewOf(bob, group)).ended === 'removed')
    await world.settle(alice.page.feed.post({ spaceId: group, text: 'without Bob' }))
    await converge(world, [alice, viewer], group, 2)
    await world.pass(5 * 60_000)
    expect(await linesOf(bob, group)).toEqual(['Alice: earlier'])
    const standings = (await candidatesOf(alice, group)).map((one) => [
      one.person.name,
      one.standing,
    ])
    expect(Object.fromEntries(standings)).toEqual({
      ...{ Alice: 'in', Bob: 'former', Eve: 'canCome', Carol: 'in' },
    })
    expect(await add(alice, bobs)).toBe('GROUP_FORMER')
  })

  test('does not nest, has no links, and nobody who may not write makes one', async () => {
    const { world, alice, bob, spaceId, join } = await hidden('limits')
    const commenter = await join('Carol', 'commenter')
    const group = await create(world, alice, spaceId, [bob])
    const people: UserId[] = []
    const make = (by: Person, parent: SpaceId) =>
      world.settle(codeOf(by.page.groups.create({ parent, name: 'x', people })))
    expect(await make(alice, group)).toBe('NOT_ALLOWED')
    expect(await make(commenter, spaceId)).toBe('NOT_ALLOWED')
    const link = { spaceId: group, role: 'editor', expiresAt: null, maxUses: 1 } as const
    expect(await world.settle(codeOf(alice.page.invitations.create(link)))).toBe('NOT_ALLOWED')
  })

  test('goes with its Space when that is taken off the device, and does not come back', async () => {
    const { world, alice, bob, spaceId } = await hidden('erased')
    const group = await create(world, alice, spaceId, [bob])
    const second = await create(world, alice, spaceId, [bob])
    await converge(world, [alice, bob], group, 0)
    await world.until(async () => holds(bob, second))
    await world.settle(bob.page.spaces.remove({ spaceId: second }))
    await bob.killAndRestart()
    await world.pass(5 * 60_000)
    expect([await holds(bob, group), await holds(bob, second)]).toEqual([true, false])
    await world.settle(bob.page.spaces.remove({ spaceId }))
    expect(await spacesOf(bob)).toEqual([])
    expect(bob.profile.storage.log.list(group)).toEqual([])
  })

  test('survives a restart of everybody', async () => {
    const { world, alice, bob, spaceId } = await hidden('restart')
    const group = await create(world, alice, spaceId, [bob])
    await world.settle(alice.page.feed.post({ spaceId: group, text: 'before' }))
    await converge(world, [alice, bob], group, 1)
    await alice.killAndRestart()
    await bob.killAndRestart()
    await world.settle(bob.page.feed.post({ spaceId: group, text: 'after' }))
    await converge(world, [alice, bob], group, 2)
  })
})

describe('a member’s new device', () => {
  test('comes into a group by itself, also where the device that let it in does not know the group', async () => {
    const { world, alice, bob, spaceId } = await hidden('new device')
    // Bob’s laptop has taken the group off itself, and is away afterwards.
    const group = await create(world, alice, spaceId, [bob])
    await world.settle(alice.page.feed.post({ spaceId: group, text: 'for Bob' }))
    await converge(world, [alice, bob], group, 1)
    alice.network.setOnline(false)
    await world.settle(bob.page.spaces.remove({ spaceId: group }))
    const phone = await world.person('Bob’s phone', createMemoryStorage())
    await letBack(world, phone, bob, 'device')
    bob.network.setOnline(false)
    expect(await holds(phone, group)).toBe(false)
    alice.network.setOnline(true)
    await converge(world, [alice, phone], group, 1)
    await world.settle(phone.page.feed.post({ spaceId: group, text: 'from the phone' }))
    expect(await converge(world, [alice, phone], group, 2)).toContain('Bob: from the phone')
    expect(await namesIn(phone, group)).toEqual(['Alice owner', 'Bob editor'])
    expect([alice.log, phone.log]).toEqual([[], []])
  })

  test('comes in after the loss of all others, by the kit and with the help of somebody outside', async () => {
    const { world, alice, bob, eve, spaceId } = await hidden('kit')
    const group = await create(world, alice, spaceId, [bob])
    await world.settle(alice.page.feed.post({ spaceId: group, text: 'for Bob' }))
    await converge(world, [alice, bob], group, 1)
    const { words } = await world.settle(bob.page.recovery.words())
    bob.network.setOnline(false)
    alice.network.setOnline(false)
    const machine = await world.person('Bob', createMemoryStorage())
    const kit = { words: (words ?? []).join(' '), name: 'Bob', language: 'en' } as const
    await world.settle(machine.page.recovery.restore(kit))
    await letBack(world, machine, eve, 'return')
    const lost = (await devicesOf(machine)).devices.find(({ self }) => !self)
    await world.settle(machine.page.devices.revoke({ deviceId: lost?.deviceId as never }))
    alice.network.setOnline(true)
    await converge(world, [alice, machine], group, 1)
    expect(await namesIn(alice, group)).toEqual(['Alice owner', 'Bob editor'])
    await world.settle(machine.page.feed.post({ spaceId: group, text: 'back' }))
    await converge(world, [alice, machine], group, 2)
    expect(await holds(eve, group)).toBe(false)
  })

  test('is known after a renewal that the owner heard of from others, with a new key on either side', async () => {
    const { world, alice, bob, spaceId } = await hidden('renewed')
    const group = await create(world, alice, spaceId, [bob])
    await world.settle(alice.page.feed.post({ spaceId: group, text: 'before' }))
    await converge(world, [alice, bob], group, 1)
    await world.pass(5_000)
    const backup = copyDisk(bob.profile.storage)
    await world.settle(bob.page.feed.post({ spaceId, text: 'after the backup' }))
    await world.until(async () => (await linesOf(alice, spaceId)).length === 1)
    bob.network.setOnline(false)
    alice.network.setOnline(false)
    const selfOf = async (person: Person) =>
      (await devicesOf(person).catch(() => undefined))?.devices.find(({ self }) => self)?.deviceId
    const before = await selfOf(bob)
    const machine = await world.person('Bob', backup)
    await world.until(async () => {
      const now = await selfOf(machine)
      return now !== undefined && now !== before
    })
    await world.pass(20_000)
    machine.network.setOnline(false)
    // Eve tells Alice what happened in the Space.
    alice.network.setOnline(true)
    await world.pass(60_000)
    machine.network.setOnline(true)
    await world.settle(alice.page.feed.post({ spaceId: group, text: 'after' }))
    await converge(world, [alice, machine], group, 2)
    await world.settle(machine.page.feed.post({ spaceId: group, text: 'from the backup' }))
    await converge(world, [alice, machine], group, 3)
  })

  test('does not come in where somebody was removed from the Space and is back by a new link', async () => {
    const { world, alice, bob, eve, spaceId, join } = await hidden('back by link')
    const group = await create(world, bob, spaceId, [eve])
    await world.settle(bob.page.feed.post({ spaceId: group, text: 'before' }))
    await converge(world, [bob, eve], group, 1)
    const { words } = await world.settle(eve.page.recovery.words())
    // Nobody of the group is there while Eve is removed and comes back.
    bob.network.setOnline(false)
    await remove(world, alice, spaceId, await idOf(eve, spaceId))
    eve.network.setOnline(false)
    const machine = await world.person('Eve', createMemoryStorage())
    const kit = { words: (words ?? []).join(' '), name: 'Eve', language: 'en' } as const
    await world.settle(machine.page.recovery.restore(kit))
    const { webLink } = await world.settle(
      alice.page.invitations.create({ spaceId, role: 'editor', expiresAt: null, maxUses: 1 }),
    )
    await world.settle(machine.page.invitations.join({ link: webLink }))
    bob.network.setOnline(true)
    const carol = await join('Carol', 'editor')
    await world.until(async () => (await namesIn(bob, spaceId)).length === 4)
    await world.pass(5 * 60_000)
    expect(await holds(machine, group)).toBe(false)
    expect(await holds(carol, group)).toBe(false)
    // By hand Eve comes in again.
    const people = [await idOf(machine, spaceId)]
    await world.settle(bob.page.groups.add({ spaceId: group, people }))
    await converge(world, [bob, machine], group, 1)
  })
})

describe('whoever is removed from the Space', () => {
  test('loses its groups too, and what it writes meanwhile counts nowhere', async () => {
    const { world, alice, bob, eve, spaceId } = await hidden('removed')
    const group = await create(world, alice, spaceId, [bob, eve])
    await world.settle(eve.page.feed.post({ spaceId: group, text: 'before' }))
    await converge(world, [alice, bob, eve], group, 1)
    const before = keysOf(eve, group, spaceId).currentEpoch
    eve.network.setOnline(false)
    await remove(world, alice, spaceId, await idOf(eve, spaceId))
    await world.settle(eve.page.feed.post({ spaceId: group, text: 'unaware' }))
    await world.until(async () => (await namesIn(bob, group)).length === 2)
    await world.settle(bob.page.feed.post({ spaceId: group, text: 'without Eve' }))
    await converge(world, [alice, bob], group, 2)
    eve.network.setOnline(true)
    await world.pass(5 * 60_000)
    expect(await linesOf(alice, group)).toEqual(['Eve: before', 'Bob: without Eve'])
    expect(await linesOf(bob, group)).toEqual(['Eve: before', 'Bob: without Eve'])
    expect((await linesOf(eve, group)).includes('Bob: without Eve')).toBe(false)
    expect((await viewOf(eve, group)).ended).toBe('removed')
    expect(keysOf(eve, group, spaceId).currentEpoch).toBe(before)
    expect(keysOf(bob, group, spaceId).currentEpoch).not.toBe(before)
    // In the group's own log, so that everybody agrees where Eve's part ends.
    expect(keysOf(bob, group, spaceId).lowerings).toHaveLength(1)
    const post = eve.page.feed.post({ spaceId: group, text: 'x' })
    expect(await world.settle(codeOf(post))).toBe('NOT_ALLOWED')
  })

  test('loses a group of its own to whoever stands next', async () => {
    const { world, alice, bob, eve, spaceId } = await hidden('founder')
    const group = await create(world, eve, spaceId, [bob, alice])
    await world.settle(eve.page.feed.post({ spaceId: group, text: 'mine' }))
    await converge(world, [alice, bob, eve], group, 1)
    await remove(world, alice, spaceId, await idOf(eve, spaceId))
    await world.until(async () => (await namesIn(bob, group)).length === 2)
    expect((await namesIn(bob, group)).filter((name) => name.endsWith('owner'))).toHaveLength(1)
    await world.settle(bob.page.feed.post({ spaceId: group, text: 'ours' }))
    await converge(world, [alice, bob], group, 2)
    await world.pass(60_000)
    expect(await linesOf(eve, group)).toEqual(['Eve: mine'])
  })

  test('and whoever leaves it: the group goes on without', async () => {
    const { world, alice, bob, eve, spaceId } = await hidden('left')
    const group = await create(world, alice, spaceId, [bob, eve])
    await converge(world, [alice, bob, eve], group, 0)
    await world.settle(eve.page.members.leave({ spaceId }))
    await world.until(async () => (await namesIn(bob, group)).length === 2)
    expect((await viewOf(eve, group)).ended).toBe('left')
    await world.settle(bob.page.feed.post({ spaceId: group, text: 'goes on' }))
    await converge(world, [alice, bob], group, 1)
  })

  test('and a guest whose visit has ended: nothing new arrives, and the keys change', async () => {
    const { world, alice, bob, spaceId, join } = await hidden('guest')
    const gus = await join('Gus', 'guest', world.now() + 20 * 60_000)
    const group = await create(world, alice, spaceId, [bob, gus])
    await world.settle(alice.page.feed.post({ spaceId: group, text: 'during the visit' }))
    await converge(world, [alice, bob, gus], group, 1)
    expect(await namesIn(gus, group)).toContain('Gus guest')
    const before = keysOf(alice, group, spaceId).currentEpoch
    await world.pass(30 * 60_000)
    await world.settle(alice.page.feed.post({ spaceId: group, text: 'after the visit' }))
    await converge(world, [alice, bob], group, 2)
    await world.pass(60_000)
    expect(await linesOf(gus, group)).toEqual(['Alice: during the visit'])
    expect(keysOf(alice, group, spaceId).currentEpoch).not.toBe(before)
    expect(await namesIn(bob, group)).toEqual(['Alice owner', 'Bob editor'])
    // No entry of the group's log does it: the Space's clock does.
    expect(keysOf(alice, group, spaceId).members.size).toBe(3)
  })

  test('a role lowered in the Space is lowered in its groups', async () => {
    const { world, alice, bob, spaceId } = await hidden('lowered')
    const group = await create(world, alice, spaceId, [bob])
    await converge(world, [alice, bob], group, 0)
    const userId = await idOf(bob, spaceId)
    await world.settle(alice.page.members.setRole({ spaceId, userId, role: 'commenter' }))
    await world.until(async () => (await viewOf(bob, group)).role === 'commenter')
    const post = bob.page.feed.post({ spaceId: group, text: 'x' })
    expect(await world.settle(codeOf(post))).toBe('NOT_ALLOWED')
    await world.pass(10_000)
    expect(keysOf(alice, group, spaceId).members.get(userId)?.role).toBe('commenter')
  })
})

describe('a confidential document', () => {
  test('is a small group with one note, for those named', async () => {
    const { world, alice, bob, eve, spaceId } = await hidden('document')
    const people = [await idOf(bob, spaceId)]
    const made = await world.settle(
      alice.page.groups.createDocument({ parent: spaceId, title: 'Salary of Eve', people }),
    )
    await converge(world, [alice, bob], made.spaceId, 1)
    expect(await linesOf(bob, made.spaceId)).toEqual(['Alice: Salary of Eve'])
    await world.until(async () =>
      (await spacesOf(bob)).some(({ document, parent }) => document && parent === spaceId),
    )
    expect(await holds(eve, made.spaceId)).toBe(false)
    expect(await linesOf(alice, spaceId)).toEqual([])
  })
})

/** Texts and bytes of a value, however deep. */
function bytesIn(value: unknown): Uint8Array[] {
  if (value instanceof Uint8Array) return [value]
  if (typeof value === 'string') return [Buffer.from(value)]
  if (value === null || typeof value !== 'object') return []
  return Object.values(value).flatMap(bytesIn)
}
