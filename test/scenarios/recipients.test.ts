import { expect, test } from 'vitest'
import type { DeviceId } from '../../src-core/base/ids.ts'
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

/**
 * One life, decided by its seed: cuts, kills and the relay's mailbox; Carol comes late, Alice has a phone, and Eve
 * is removed before the end.
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
    [10, removeEve],
  ])
  const acts = [post, post, post, kill, (name: string) => set(name, false), rest, rest]
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
  await rest()
  return { world, spaceId, machines, devices, all: deliveries.all(), couldTell, story }
}

const startOfMinute = (at: number) => at - (at % MINUTE_MS)

test.each([1, 2, 3])(
  'the lists of receivers are what the disks came to hold: life %i',
  async (seed) => {
    const { world, spaceId, machines, devices, all, couldTell, story } = await live(seed)
    const told = story.join('\n')
    const say = ({ itemId, holder }: Pick<Delivery, 'itemId' | 'holder'>) =>
      `${itemId} at ${holder}`
    const nameOf = (device: DeviceId) => [...devices].find(([, id]) => id === device)?.[0] ?? device
    const isOfAlice = ({ author }: Delivery) => author === devices.get('Alice')
    const listOf = async (name: string, { itemId }: Delivery) => {
      const asked = machines.get(name)?.page.feed.receivers({ spaceId, itemId })
      const receivers = (await world.settle(Promise.resolve(asked))) ?? []
      return receivers
        .filter(({ has, at }) => has || at !== null)
        .map(({ deviceId, at }) => ({ line: say({ itemId, holder: nameOf(deviceId) }), at }))
    }
    const written = all.filter(({ author, holder }) => devices.get(holder) === author)
    const lists = await Promise.all(written.map((one) => listOf(one.holder, one)))
    const listed = new Map(lists.flat().map(({ line, at }) => [line, at]))

    const held = new Set(all.map(say))
    const untrue = [...listed.keys()].filter((line) => !held.has(line))
    expect(untrue, `told of, and not there\n${told}`).toEqual([])
    const missing = [...couldTell.keys()].map(say).filter((line) => !listed.has(line))
    expect(missing, `there, and not told of\n${told}`).toEqual([])
    // All are linked by now: Alice's phone tells the same of those who are here, of what her laptop wrote.
    const byLaptop = written.filter(({ holder }) => holder === 'Alice')
    const onPhone = (await Promise.all(byLaptop.map((one) => listOf('Phone', one)))).flat()
    const ofHere = all.filter((one) => ['Bob', 'Carol'].includes(one.holder)).filter(isOfAlice)
    expect(
      onPhone
        .map(({ line }) => line)
        .filter((line) => !line.endsWith('Eve'))
        .toSorted(),
    ).toEqual(ofHere.map(say).toSorted())
    expect(couldTell.size).toBeGreaterThan(0)
    for (const [delivery, by] of couldTell) {
      const at = listed.get(say(delivery)) ?? Number.NaN
      expect(at, `${say(delivery)}\n${told}`).toBeGreaterThanOrEqual(startOfMinute(delivery.since))
      expect(at, `${say(delivery)}\n${told}`).toBeLessThanOrEqual(by)
    }
  },
)
