import { beforeAll, describe, expect, test } from 'vitest'
import type { DeviceId, ItemId, SpaceId, UserId } from '../../src-core/base/ids.ts'
import type { GivenItem } from '../../src-core/bridge/contract.ts'
import { createMemoryStorage } from '../../src-core/ports/memory/index.ts'
import { createSeededRandom } from '../../src-core/testing/seededRandom.ts'
import { gather } from './support/gather.ts'
import { addDevice, idOf, selfOf } from './support/views.ts'
import { type Delivery, watchDeliveries } from './support/watchDeliveries.ts'
import type { Person } from './support/world.ts'

const MINUTE_MS = 60_000
/** Everything that was cut off finds together within this, and has said what it holds. */
const TOGETHER_MS = 3 * MINUTE_MS
/** What is put into a mailbox is there, or taken out of it, within this. */
const MAIL_MS = 10 * MINUTE_MS
const STEPS = 14
/** So few that lists have several pages. */
const PAGE = 3

type Life = Awaited<ReturnType<typeof live>>

/**
 * One life, decided by its seed: cuts, kills and the relay's mailbox; Carol and the guest Gus come late, Alice has a
 * phone, and Eve is removed before the end.
 */
async function live(seed: number) {
  const random = createSeededRandom(`recipients ${seed}`)
  const { world, alice, spaceId, join } = await gather(`recipients ${seed}`, { mailbox: true })
  const deliveries = watchDeliveries(world, spaceId)
  const machines = new Map<string, Person>([['Alice', alice]])
  const devices = new Map<string, DeviceId>()
  /** What its holder could say to its author, and by when. */
  const couldTell = new Map<Delivery, number>()
  const removed = new Set<string>()
  const story = [`seed ${seed}`]

  async function meet(name: string, machine: Person) {
    story.push(`${name} is here`)
    machines.set(name, machine)
    devices.set(name, (await selfOf(machine)) as DeviceId)
    return machine
  }
  const disk = (name: string) => deliveries.watch(name, createMemoryStorage())
  const ask = async (name: string) => meet(name, await join(name, 'editor', undefined, disk(name)))
  const askGuest = async () =>
    meet('Gus', await join('Gus', 'guest', world.now() + 1000 * MINUTE_MS, disk('Gus')))
  async function addPhone() {
    const phone = await world.person('Phone', disk('Phone'))
    await addDevice(world, phone, alice)
    return meet('Phone', phone)
  }
  function noteTold(held: readonly Delivery[], among: readonly string[]) {
    for (const delivery of held) {
      const author = [...devices].find(([, id]) => id === delivery.author)?.[0] ?? ''
      const isTold = among.includes(author) && among.includes(delivery.holder)
      if (isTold && author !== delivery.holder && !couldTell.has(delivery))
        couldTell.set(delivery, world.now())
    }
  }
  function set(name: string, online: boolean) {
    story.push(`${name} is ${online ? 'linked' : 'cut off'}`)
    machines.get(name)?.network.setOnline(online)
  }
  async function post(name: string) {
    const text = `${name} ${story.length}`
    story.push(`${name} posts`)
    // Who was removed and has heard of it may not.
    const posted = machines.get(name)?.page.feed.post({ spaceId, text })
    await world.settle(Promise.resolve(posted).catch(() => undefined))
  }
  /** Beneath the first item that this one sees. */
  async function remark(name: string) {
    const page = machines.get(name)?.page
    const window = { spaceId, filter: 'everything', offset: 0, limit: 1 } as const
    const [item] = (await world.settle(Promise.resolve(page?.feed.window(window))))?.items ?? []
    if (!item) return
    story.push(`${name} comments`)
    const remarked = page?.comments.add({ spaceId, itemId: item.itemId, text: `${story.length}` })
    await world.settle(Promise.resolve(remarked).catch(() => undefined))
  }
  async function kill(name: string) {
    story.push(`${name} is killed`)
    await machines.get(name)?.killAndRestart()
  }
  /** Nothing is done for a while: those who are linked say what they hold. */
  async function rest() {
    story.push('a rest')
    await world.pass(TOGETHER_MS)
    const held = deliveries.all()
    await world.pass(MINUTE_MS)
    const linked = [...machines].filter(([, { network }]) => network.online())
    noteTold(
      held,
      linked.map(([name]) => name).filter((name) => !removed.has(name)),
    )
  }
  async function removeEve() {
    story.push('Eve is removed')
    removed.add('Eve')
    const userId = await idOf(machines.get('Eve') as Person, spaceId)
    await world.settle(alice.page.members.remove({ spaceId, userId }))
  }
  /** Bob gets what Alice wrote, and she hears of it, though they are never there together. */
  async function byMail() {
    for (const name of machines.keys()) set(name, name === 'Alice')
    await post('Alice')
    await world.pass(MAIL_MS)
    set('Alice', false)
    set('Bob', true)
    await world.pass(MAIL_MS)
    set('Bob', false)
    const held = deliveries.all()
    set('Alice', true)
    await world.pass(MAIL_MS)
    noteTold(held, ['Alice', 'Bob'])
  }

  deliveries.watch('Alice', alice.profile.storage)
  await meet('Alice', alice)
  await ask('Bob')
  await ask('Eve')
  const turns = new Map<number, () => Promise<unknown>>([
    [3, addPhone],
    [6, () => ask('Carol')],
    [8, askGuest],
    [10, removeEve],
  ])
  const acts = [post, post, remark, kill, (name: string) => set(name, false), rest, rest]
  for (let step = 0; step < STEPS; step++) {
    if (turns.has(step)) set('Alice', true)
    await turns.get(step)?.()
    const name = random.pick([...machines.keys()])
    if (random.chance(0.2)) set(name, true)
    await random.pick(acts)(name)
    await world.pass(random.below(20_000))
  }
  await byMail()
  for (const name of machines.keys()) set(name, true)
  await remark('Alice')
  await rest()
  const people = new Set<UserId>()
  for (const machine of machines.values()) people.add(await idOf(machine, spaceId))
  const all = deliveries.all()
  return { world, spaceId, machines, devices, people: [...people], removed, all, couldTell, story }
}

/** Everything of a machine's person that this person has received, by all pages of the list. */
async function givenTo({ world, spaceId }: Life, { page }: Person, userId: UserId) {
  const given: GivenItem[] = []
  for (let offset = 0; ; offset += PAGE) {
    const place = { spaceId, userId, offset, limit: PAGE }
    const { total, items } = await world.settle(page.recipients.given(place))
    given.push(...items)
    if (offset + PAGE >= total) {
      expect(new Set(given.map(({ id }) => id)).size).toBe(total)
      return given
    }
  }
}

const startOfMinute = (at: number) => at - (at % MINUTE_MS)

const say = ({ id, holder }: Pick<Delivery, 'id' | 'holder'>) => `${id} at ${holder}`

describe.each([1, 2, 3])(
  'the lists of receivers are what the disks came to hold: life %i',
  (seed) => {
    let life: Life
    let told: string
    const nameOf = (device: DeviceId) =>
      [...life.devices].find(([, id]) => id === device)?.[0] ?? device
    const isOwn = ({ author, holder }: Delivery) => life.devices.get(holder) === author
    /** By each item, asked of who wrote it. */
    const listOf = async (name: string, { id }: Delivery) => {
      const place = { spaceId: life.spaceId, itemId: id as ItemId }
      const asked = life.machines.get(name)?.page.feed.receivers(place)
      const receivers = (await life.world.settle(Promise.resolve(asked))) ?? []
      return receivers
        .filter(({ has, at }) => has || at !== null)
        .map(({ deviceId, at }) => ({ line: say({ id, holder: nameOf(deviceId) }), at }))
    }
    /** By each person, those who have left among them; only what this very machine wrote. */
    const listsOfPeople = async (name: string) => {
      const machine = life.machines.get(name) as Person
      const mine = new Set(
        life.all.filter((one) => isOwn(one) && one.holder === name).map(({ id }) => id),
      )
      const given = await Promise.all(life.people.map((userId) => givenTo(life, machine, userId)))
      return given
        .flat()
        .filter(({ id }) => mine.has(id as ItemId))
        .flatMap(({ id, devices }) =>
          devices.map(({ deviceId, at }) => ({
            line: say({ id: id as ItemId, holder: nameOf(deviceId) }),
            at,
          })),
        )
    }
    function expectTrue(listed: ReadonlyMap<string, number | null>, kinds: readonly string[]) {
      const held = new Set(life.all.map(say))
      const untrue = [...listed.keys()].filter((line) => !held.has(line))
      expect(untrue, `told of, and not there\n${told}`).toEqual([])
      const couldTell = [...life.couldTell].filter(([{ kind }]) => kinds.includes(kind))
      const missing = couldTell.map(([one]) => say(one)).filter((line) => !listed.has(line))
      expect(missing, `there, and not told of\n${told}`).toEqual([])
      expect(couldTell.length).toBeGreaterThan(0)
      for (const [delivery, by] of couldTell) {
        const at = listed.get(say(delivery)) ?? Number.NaN
        expect(at, `${say(delivery)}\n${told}`).toBeGreaterThanOrEqual(
          startOfMinute(delivery.since),
        )
        expect(at, `${say(delivery)}\n${told}`).toBeLessThanOrEqual(by)
      }
    }
    const asMap = (lists: readonly (readonly { line: string; at: number | null }[])[]) =>
      new Map(lists.flat().map(({ line, at }) => [line, at]))
    const itemsWritten = () => life.all.filter((one) => isOwn(one) && one.kind === 'item')

    beforeAll(async () => {
      life = await live(seed)
      told = life.story.join('\n')
    })

    test('by item', async () => {
      const lists = await Promise.all(itemsWritten().map((one) => listOf(one.holder, one)))
      expectTrue(asMap(lists), ['item'])
    })

    test('by item, asked of one’s other device', async () => {
      // All are linked by now: Alice's phone tells the same of those who are here, of what her laptop wrote.
      const byLaptop = itemsWritten().filter(({ holder }) => holder === 'Alice')
      const lines = (await Promise.all(byLaptop.map((one) => listOf('Phone', one))))
        .flat()
        .map(({ line }) => line)
      const isOfHere = ({ holder, author, kind }: Delivery) =>
        ['Bob', 'Carol', 'Gus'].includes(holder) &&
        author === life.devices.get('Alice') &&
        kind === 'item'
      expect(lines.filter((line) => !line.endsWith('Eve')).toSorted()).toEqual(
        life.all.filter(isOfHere).map(say).toSorted(),
      )
    })

    test('by person, comments too, and those who have left', async () => {
      const lists = await Promise.all([...life.machines.keys()].map(listsOfPeople))
      expectTrue(asMap(lists), ['item', 'comment'])
      expect([...asMap(lists).keys()].some((line) => line.endsWith('Eve'))).toBe(true)
      // What is said by person is what is said by item.
      const byItem = await Promise.all(itemsWritten().map((one) => listOf(one.holder, one)))
      const items = new Set<string>(itemsWritten().map(({ id }) => id))
      const isOfItem = ([line]: readonly [string, unknown]) => items.has(line.split(' ')[0] ?? '')
      expect([...asMap(lists)].filter(isOfItem).toSorted()).toEqual([...asMap(byItem)].toSorted())
    })

    test('and the ground on which each has it', async () => {
      const { world, spaceId, machines, people, removed } = life
      const page = (machines.get('Alice') as Person).page
      for (const userId of people) {
        const grounds = await world.settle(page.recipients.grounds({ spaceId, userId }))
        const [stay] = grounds.stays
        const { name } = grounds.person
        expect(stay?.how).toBe(name === 'Alice' ? 'founded' : 'link')
        expect(stay?.joined.by?.name).toBe('Alice')
        expect(stay?.roles[0]?.role).toBe({ Alice: 'owner', Gus: 'guest' }[name] ?? 'editor')
        expect(stay?.end?.by?.name).toBe(removed.has(name) ? 'Alice' : undefined)
      }
    })
  },
)

test('one’s other device does not tell of what came behind what somebody has confirmed', async () => {
  const { world, alice, spaceId, join } = await gather('behind')
  const bob = await join('Bob', 'editor')
  const phone = await world.person('Phone', createMemoryStorage())
  await addDevice(world, phone, alice)
  await world.settle(alice.page.feed.post({ spaceId, text: 'Before' }))
  await world.pass(TOGETHER_MS)
  bob.network.setOnline(false)
  await world.settle(alice.page.feed.post({ spaceId, text: 'Behind' }))
  await world.pass(TOGETHER_MS)
  const userId = await idOf(bob, spaceId)
  const given = async ({ page }: Person) => {
    const all = { spaceId, userId, offset: 0, limit: 9 }
    return (await world.settle(page.recipients.given(all))).items.map(({ excerpt }) => excerpt)
  }
  expect(await given(phone)).toEqual(['Before'])
  expect(await given(alice)).toEqual(['Before'])
  bob.network.setOnline(true)
  await world.pass(TOGETHER_MS)
  expect(await given(phone)).toEqual(['Behind', 'Before'])
})

test('a version is told of where it was handed over, and to nobody else; erased it is told of as erased', async () => {
  const { world, alice, spaceId, join } = await gather('handed versions')
  const bob = await join('Bob', 'editor')
  const gus = await join('Gus', 'guest', world.now() + 1000 * MINUTE_MS)
  const { itemId } = await world.settle(alice.page.feed.createNote({ spaceId, title: 'Plan' }))
  const kept = { spaceId, itemId, name: 'First' }
  const { versionId } = await world.settle(alice.page.versions.keep(kept))
  await world.pass(TOGETHER_MS)
  const [bobs, guss] = [await idOf(bob, spaceId), await idOf(gus, spaceId)]
  const versions = async (userId: UserId) => {
    const all = { spaceId, userId, offset: 0, limit: 9 }
    const { items } = await world.settle(alice.page.recipients.given(all))
    return items.filter(({ kind }) => kind === 'version')
  }
  const [told] = await versions(bobs)
  expect(told).toMatchObject({ id: versionId, itemId, excerpt: 'Plan', state: 'here' })
  expect(told?.devices).toEqual([{ deviceId: await selfOf(bob), at: expect.any(Number) }])
  expect(bob.profile.storage.versions.ids(spaceId)).toEqual([versionId])
  expect(await versions(guss)).toEqual([])
  expect(gus.profile.storage.versions.ids(spaceId)).toEqual([])
  await world.settle(alice.page.versions.erase({ spaceId, itemId, versionIds: [versionId] }))
  expect((await versions(bobs)).map(({ state }) => state)).toEqual(['erased'])
})

test('of a hidden group only what was received in it is told, and only to who is in it', async () => {
  const { world, alice, spaceId, join } = await gather('group recipients')
  const bob = await join('Bob', 'editor')
  const carol = await join('Carol', 'editor')
  await world.pass(TOGETHER_MS)
  const userId = await idOf(bob, spaceId)
  const named = { parent: spaceId, name: 'Offer', people: [userId] }
  const group = await world.settle(alice.page.groups.create(named))
  await world.settle(alice.page.feed.post({ spaceId, text: 'To all' }))
  await world.settle(alice.page.feed.post({ ...group, text: 'To Bob' }))
  await world.pass(TOGETHER_MS)
  const given = async ({ page }: Person, place: { readonly spaceId: SpaceId }, to = userId) => {
    const all = { ...place, userId: to, offset: 0, limit: 9 }
    return (await world.settle(page.recipients.given(all))).items.map(({ excerpt }) => excerpt)
  }
  expect(await given(alice, { spaceId })).toEqual(['To all'])
  expect(await given(alice, group)).toEqual(['To Bob'])
  const grounds = await world.settle(alice.page.recipients.grounds({ ...group, userId }))
  expect(grounds.stays[0]).toMatchObject({ how: 'named', link: null })
  await expect(given(carol, group)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  const ofCarol = { ...group, userId: await idOf(carol, spaceId) }
  await expect(world.settle(alice.page.recipients.grounds(ofCarol))).rejects.toMatchObject({
    code: 'NOT_FOUND',
  })
})
