import { describe, expect, test } from 'vitest'
import { encode } from '../../src-core/base/codec.ts'
import type { SpaceId } from '../../src-core/base/ids.ts'
import { groupMessage } from '../../src-core/host/groups/groupExchange.ts'
import {
  createSpaceLog,
  mailboxKey,
  openEpochs,
  parentFacts,
  replay,
} from '../../src-core/membership/index.ts'
import { letterKey, letterParts } from '../../src-core/sync/letters.ts'
import { encodeMail } from '../../src-core/sync/mail.ts'
import { boxesToRead, boxToWrite, openItem, sealItem } from '../../src-core/sync/mailboxItem.ts'
import { threeByMail } from '../scenarios/support/threeByMail.ts'
import { groupsOf, idOf } from '../scenarios/support/views.ts'
import { linesOf, type Person } from '../scenarios/support/world.ts'
import { inHand } from './support/inHand.ts'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS
const random = { bytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)) }

/** Alice, Bob and Eve in a Space; Alice made a group with Bob while he was away, and has gone. */
async function setUp(seed: string) {
  const three = await threeByMail(seed)
  const { world, alice, bob, spaceId } = three
  bob.network.setOnline(false)
  await world.pass(MINUTE_MS)
  const before = world.mailbox.items().length
  const create = async (person: Person) =>
    world.settle(
      alice.page.groups.create({
        ...{ parent: spaceId, name: 'Zeppelin plans' },
        people: [await idOf(person, spaceId)],
      }),
    )
  const port = world.mailbox.port({ online: true, changed: { on: () => () => undefined } })
  const keyOf = (own: Person, from: Person, to: Person) => {
    const other = own === from ? to : from
    const hand = (person: Person) => inHand(person, spaceId).identity
    const way = { spaceId, from: hand(from).deviceId, to: hand(to).deviceId }
    return letterKey(hand(own).box, hand(other).certificate.boxKey, way) as Uint8Array
  }
  const opens = (key: Uint8Array, bytes: Uint8Array) =>
    boxesToRead(key, world.now()).some((box) => openItem(key, box, bytes))
  const fresh = () => world.mailbox.items().slice(before)
  return { ...three, create, port, keyOf, opens, fresh }
}

/** Keys under which this member might look for letters: between any two devices, by what it has in hand. */
function keysOf(person: Person, spaceId: SpaceId) {
  const { entries, identity } = inHand(person, spaceId)
  const devices = [...replay(spaceId, entries).devices.values()]
  const ways = devices.flatMap(({ deviceId: from }) =>
    devices.flatMap(({ deviceId: to }) => (from === to ? [] : [{ spaceId, from, to }])),
  )
  return ways.flatMap((way) =>
    devices.flatMap(({ certificate }) => letterKey(identity.box, certificate.boxKey, way) ?? []),
  )
}

describe('rules 10, 23: letters that hand over a hidden group', () => {
  test('are found and opened by nobody of the Space who is not in it', async () => {
    const { world, alice, bob, eve, spaceId, create, port, keyOf, opens, fresh } =
      await setUp('outsider')
    await create(bob)
    await world.pass(MINUTE_MS)
    const letters = fresh().filter(({ bytes }) => opens(keyOf(bob, alice, bob), bytes))
    expect(letters, 'Bob would find it').toHaveLength(1)
    const eves = [...keysOf(eve, spaceId), inHand(eve, spaceId).key]
    expect(eves.length).toBeGreaterThan(6)
    for (const key of eves) {
      expect(letters.some(({ bytes }) => opens(key, bytes))).toBe(false)
      const found = await Promise.all(
        boxesToRead(key, world.now()).map((box) => world.settle(port.fetch('', box.address, 0))),
      )
      const items = found.flatMap((page) => page?.items ?? [])
      expect(items.some(({ bytes }) => letters.some((one) => same(one.bytes, bytes)))).toBe(false)
    }
    await world.pass(70 * MINUTE_MS)
    expect(await groupsOf(eve)).toEqual([])
    expect(eve.log).toEqual([])
  })

  test('are not for whoever was removed, neither its letters nor the boxes of its group', async () => {
    const { world, alice, bob, eve, spaceId, create, opens, fresh } = await setUp('removed')
    const group = (await create(eve)).spaceId
    await world.until(async () => (await groupsOf(eve)).length === 1)
    const eves = inHand(eve, spaceId)
    const ofGroup = () => {
      const { entries } = eves
      return [...keysOf(eve, spaceId), eves.key, mailboxOf(eve, group, replay(spaceId, entries))]
    }
    const keys = ofGroup()
    await world.settle(
      alice.page.members.remove({ spaceId, userId: eves.identity.userId as never }),
    )
    await world.pass(10_000)
    const people = [await idOf(bob, spaceId)]
    const count = fresh().length
    await world.settle(alice.page.groups.add({ spaceId: group, people }))
    await world.settle(alice.page.feed.post({ spaceId: group, text: 'without Eve' }))
    await world.pass(2 * MINUTE_MS)
    const items = fresh().slice(count)
    expect(items.length).toBeGreaterThan(2)
    const opened = items.filter(({ bytes }) => keys.some((key) => opens(key, bytes)))
    // The group's log, sealed once more, lies in the boxes of its older keys too: to those who stayed.
    const plain = opened.flatMap(({ bytes }) => keys.flatMap((key) => openedIn(key, bytes, world)))
    expect(plain.every((mail) => mail[0] === LOG)).toBe(true)
    alice.network.setOnline(false)
    bob.network.setOnline(true)
    await world.until(
      async () =>
        (await groupsOf(bob)).length === 1 &&
        (await linesOf(bob, group)).includes('Alice: without Eve'),
      10 * MINUTE_MS,
    )
    expect((await linesOf(eve, group)).includes('Alice: without Eve')).toBe(false)
  })

  test('open in no other box: the relay cannot give Bob’s to Eve, nor an old one as new', async () => {
    const { world, alice, bob, eve, spaceId, create, port, keyOf, opens, fresh } =
      await setUp('moved')
    await create(bob)
    await world.pass(MINUTE_MS)
    const [letter] = fresh().filter(({ bytes }) => opens(keyOf(bob, alice, bob), bytes))
    const bytes = letter?.bytes ?? new Uint8Array(1024)
    const boxes = [
      boxToWrite(keyOf(eve, alice, eve), world.now()),
      boxToWrite(keyOf(bob, eve, bob), world.now()),
      boxToWrite(inHand(eve, spaceId).key, world.now()),
    ]
    const key = keyOf(bob, alice, bob)
    const later = boxToWrite(key, world.now() + 64 * DAY_MS)
    expect(opens(key, bytes)).toBe(true)
    expect(openItem(key, later, bytes)).toBeUndefined()
    for (const box of boxes) await world.settle(port.put('', box, bytes))
    alice.network.setOnline(false)
    await eve.killAndRestart()
    await world.pass(70 * MINUTE_MS)
    expect(await groupsOf(eve)).toEqual([])
    // In the Space's own box it is told as what it is: not of the Space.
    expect(eve.log.join()).toContain('were altered')
  })

  test('are believed as little as anything: what Eve leaves for Bob is no group of his', async () => {
    const { world, alice, bob, eve, spaceId, create, port, keyOf, opens, fresh } =
      await setUp('forged')
    const group = (await create(bob)).spaceId
    await world.pass(MINUTE_MS)
    const { identity, entries } = inHand(eve, spaceId)
    const parent = parentFacts(replay(spaceId, entries))
    const clock = { now: world.now }
    const own = createSpaceLog(identity, { random, clock, relays: [], parent })
    const shown = { name: 'Trap', enamel: 'moss', sample: false, cards: [] }
    const handed = (id: SpaceId, log: readonly Uint8Array[]) =>
      encode(groupMessage, { type: 'group', group: { spaceId: id, entries: [...log], ...shown } })
    const bytesOf = own.entries.map(({ bytes }) => bytes)
    const key = keyOf(eve, eve, bob)
    const box = boxToWrite(key, world.now())
    const put = async (mail: Uint8Array) =>
      world.settle(port.put('', box, sealItem(key, box, mail, random)))
    const leave = async (content: Uint8Array) => {
      for (const part of letterParts(content)) await put(encodeMail(part))
    }
    // A group of hers that Bob is not in; Alice's, of which she knows the id alone; garbage; half a letter.
    await leave(handed(own.spaceId, bytesOf))
    await leave(handed(group, bytesOf))
    await leave(new Uint8Array(5_000).fill(9))
    await put(new Uint8Array(400).fill(4))
    const [half] = letterParts(new Uint8Array(600_000))
    if (half) await put(encodeMail(half))
    expect(fresh().filter(({ bytes }) => opens(keyOf(bob, eve, bob), bytes))).toHaveLength(5)
    alice.network.setOnline(false)
    // Whoever is linked is not looked for in boxes.
    eve.network.setOnline(false)
    await world.pass(10_000)
    bob.network.setOnline(true)
    await world.until(async () => (await groupsOf(bob)).length > 0, 10 * MINUTE_MS)
    await world.pass(70 * MINUTE_MS)
    expect((await groupsOf(bob)).map(({ name }) => name)).toEqual(['Zeppelin plans'])
  })
})

const LOG = 2
const same = (a: Uint8Array, b: Uint8Array) => Buffer.from(a).equals(Buffer.from(b))
const openedIn = (key: Uint8Array, bytes: Uint8Array, { now }: { now(): number }) =>
  boxesToRead(key, now()).flatMap((box) => openItem(key, box, bytes) ?? [])

/** The key of the group's mailbox as far as this device knows it. */
function mailboxOf(person: Person, group: SpaceId, space: ReturnType<typeof replay>) {
  const { identity } = inHand(person, space.spaceId)
  const entries = person.profile.storage.log.list(group).map(({ bytes }) => bytes)
  const epoch = openEpochs(replay(group, entries, parentFacts(space)), identity).at(-1)
  return epoch ? mailboxKey(epoch) : new Uint8Array(32)
}
