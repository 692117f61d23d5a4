import { describe, expect, test } from 'vitest'
import { toBase64Url } from '../../src-core/base/bytes.ts'
import type { DeviceId, UserId } from '../../src-core/base/ids.ts'
import { createEntry, replay } from '../../src-core/membership/index.ts'
import { encodeMail, type Mail, sealLogMail, signReceipt } from '../../src-core/sync/mail.ts'
import { boxToWrite, openItem, sealItem } from '../../src-core/sync/mailboxItem.ts'
import { threeByMail } from '../scenarios/support/threeByMail.ts'
import { viewOf } from '../scenarios/support/views.ts'
import { feedOf, linesOf, type Person } from '../scenarios/support/world.ts'
import { inHand } from './support/inHand.ts'

const MINUTE_MS = 60_000
const random = { bytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)) }

/** Alice has written something that lies in the mailbox; Bob and Eve are away. */
async function setUp(seed: string) {
  const three = await threeByMail(seed)
  const { world, alice, bob, eve, spaceId } = three
  bob.network.setOnline(false)
  eve.network.setOnline(false)
  await world.settle(alice.page.feed.post({ spaceId, text: 'for those who are away' }))
  await world.pass(MINUTE_MS)

  const eves = inHand(eve, spaceId)
  const mailbox = world.mailbox.port({ online: true, changed: { on: () => () => undefined } })
  const put = (mail: Mail | Uint8Array) => {
    const box = boxToWrite(eves.key, world.now())
    const encoded = mail instanceof Uint8Array ? mail : encodeMail(mail)
    const item = sealItem(eves.key, box, encoded, random)
    return world.settle(mailbox.put('', box, item))
  }
  const syncOf = async (person: Person) => (await viewOf(person, spaceId)).sync
  const delivery = async () => (await feedOf(alice, spaceId)).at(-1)?.delivery
  return { ...three, eves, put, syncOf, delivery }
}

describe('rule 23: a member who puts false mail', () => {
  test('cannot say in another’s name that something was received', async () => {
    const { world, bob, spaceId, eves, put, delivery } = await setUp('false receipts')
    const bobs = inHand(bob, spaceId).identity
    const claim = {
      spaceId,
      at: world.now(),
      heads: bob.profile.storage.envelopes
        .heads(spaceId)
        .map((head) => ({ ...head, seq: head.seq + 100 })),
    }
    await put(signReceipt({ deviceId: bobs.deviceId, device: eves.identity.device }, claim))
    await world.pass(10 * MINUTE_MS)
    expect(await delivery()).toMatchObject({ have: 0, of: 2 })
    await put(signReceipt(bobs, claim))
    await world.pass(10 * MINUTE_MS)
    expect(await delivery(), 'Bob’s own word counts').toMatchObject({ have: 1, of: 2 })
  })

  test('cannot pass on an altered envelope, nor have anybody blamed for it', async () => {
    const { world, alice, bob, spaceId, put, syncOf } = await setUp('altered')
    const device = inHand(alice, spaceId).identity.deviceId
    const [last] = alice.profile.storage.envelopes.ofDevice(spaceId, device, 2, 1).slice(-1)
    const altered = (last?.bytes ?? new Uint8Array()).map((byte, at, all) =>
      at === all.length - 1 ? byte ^ 1 : byte,
    )
    await put({ type: 'envelopes', envelopes: [altered, new Uint8Array(300).fill(1)] })
    alice.network.setOnline(false)
    bob.network.setOnline(true)
    await world.until(
      async () => (await linesOf(bob, spaceId)).includes('Alice: for those who are away'),
      10 * MINUTE_MS,
    )
    await world.pass(MINUTE_MS)
    expect((await syncOf(bob)).kind).not.toBe('heldBack')
    expect(bob.log.join()).toContain('were altered')
  })

  test('harms nobody with what is no mail, no log and no card', async () => {
    const { world, alice, bob, spaceId, eves, put } = await setUp('garbage')
    const bobs = inHand(bob, spaceId).identity
    await put(new Uint8Array())
    await put(new Uint8Array(5_000).fill(255))
    const rubbish = [new Uint8Array(), new Uint8Array(100).fill(3), ...eves.entries]
    await put(sealLogMail({ entries: rubbish, cards: rubbish }, [bobs.certificate.boxKey], random))
    await put({ type: 'log', keys: [new Uint8Array(80)], sealed: new Uint8Array(50) })
    await put({ type: 'receipt', statement: new Uint8Array(), signature: new Uint8Array(64) })
    alice.network.setOnline(false)
    bob.network.setOnline(true)
    await world.until(
      async () => (await linesOf(bob, spaceId)).includes('Alice: for those who are away'),
      10 * MINUTE_MS,
    )
  })

  test('cannot move an item into another box, nor another Space’s mail into this one', async () => {
    const { world, alice, bob, spaceId, eves, put } = await setUp('moved')
    const mailbox = world.mailbox.port({ online: true, changed: { on: () => () => undefined } })
    const [item] = world.mailbox.items()
    const before = boxToWrite(eves.key, world.now() - 32 * 24 * 60 * MINUTE_MS)
    await world.settle(mailbox.put('', before, item?.bytes ?? new Uint8Array(1024)))
    expect(openItem(eves.key, before, item?.bytes ?? new Uint8Array(1024))).toBeUndefined()
    // Envelopes of a Space that Eve founds, in the box of Alice's.
    const own = await world.settle(alice.page.spaces.create({ name: 'Elsewhere' }))
    await world.settle(alice.page.feed.post({ spaceId: own.spaceId, text: 'of another Space' }))
    const { storage } = alice.profile
    const foreign = storage.envelopes
      .heads(own.spaceId)
      .flatMap(({ deviceId }) => storage.envelopes.ofDevice(own.spaceId, deviceId, 1, 10))
    await put({ type: 'envelopes', envelopes: foreign.map(({ bytes }) => bytes) })
    alice.network.setOnline(false)
    bob.network.setOnline(true)
    await world.until(
      async () => (await linesOf(bob, spaceId)).includes('Alice: for those who are away'),
      10 * MINUTE_MS,
    )
    await world.pass(10 * MINUTE_MS)
    expect(foreign.length).toBeGreaterThan(0)
    expect((await linesOf(bob, spaceId)).join()).not.toContain('of another Space')
    expect(bob.log.join()).toContain('were altered')
  })

  test('cannot stop the log with an entry longer than most', async () => {
    const { world, alice, bob, spaceId, eves, put, join } = await setUp('long entry')
    const { identity, entries } = eves
    const state = replay(spaceId, entries)
    const ids = Array.from({ length: 500 }, () => toBase64Url(random.bytes(16)))
    const sealed = new Uint8Array(80)
    const entry = createEntry(
      identity,
      state,
      {
        ...{ type: 'rotate', check: random.bytes(32), previous: null },
        lockboxes: ids.map((id) => ({ deviceId: id as DeviceId, sealed })),
        kits: ids.map((id) => ({ userId: id as UserId, sealed })),
      },
      { now: world.now },
    )
    expect(entry.bytes.length).toBeGreaterThan(64 * 1024)
    const readers = [...state.devices.values()].map(({ certificate }) => certificate.boxKey)
    await put(sealLogMail({ entries: [entry.bytes], cards: [] }, readers, random))
    const knows = async ({ profile }: Person) =>
      profile.storage.log.list(spaceId).some(({ hash }) => hash === entry.hash)
    await world.until(() => knows(alice), 10 * MINUTE_MS)

    const carol = await join('Carol', 'viewer')
    expect(await knows(carol)).toBe(true)
    bob.network.setOnline(true)
    await world.settle(alice.page.feed.post({ spaceId, text: 'life goes on' }))
    for (const person of [bob, carol])
      await world.until(async () =>
        (await linesOf(person, spaceId)).includes('Alice: life goes on'),
      )
    await world.until(() => knows(bob))
  })

  test('cannot read the log in the boxes of older keys once removed', async () => {
    const { world, alice, eve, spaceId, eves } = await setUp('removed')
    const before = world.mailbox.items().length
    await world.settle(
      alice.page.members.remove({ spaceId, userId: eves.identity.userId as never }),
    )
    await world.settle(alice.page.feed.post({ spaceId, text: 'not for Eve' }))
    await world.pass(2 * MINUTE_MS)
    const box = boxToWrite(eves.key, world.now())
    const fresh = world.mailbox.items().slice(before)
    const opened = fresh.flatMap(({ bytes }) => openItem(eves.key, box, bytes) ?? [])
    expect(fresh.length).toBeGreaterThan(opened.length)
    expect(opened.length, 'the log, for those who were away').toBeGreaterThan(0)
    eve.network.setOnline(true)
    alice.network.setOnline(false)
    await world.pass(10 * MINUTE_MS)
    expect(eve.profile.storage.log.list(spaceId)).toHaveLength(eves.entries.length)
    expect(await linesOf(eve, spaceId)).not.toContain('Alice: not for Eve')
  })
})
