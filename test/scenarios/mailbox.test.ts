import { describe, expect, test } from 'vitest'
import type { SpaceId } from '../../src-core/base/ids.ts'
import { gather } from './support/gather.ts'
import { viewOf } from './support/views.ts'
import { feedOf, linesOf, type Person } from './support/world.ts'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

const syncOf = async (person: Person, spaceId: SpaceId) => (await viewOf(person, spaceId)).sync

const deliveryOf = async (person: Person, spaceId: SpaceId) =>
  (await feedOf(person, spaceId)).at(-1)?.delivery

/** Alice and Bob, both settled, and Bob has gone. */
async function bobGone(seed: string) {
  const gathered = await gather(seed, { mailbox: true })
  const { world, alice, spaceId, join, converge } = gathered
  const bob = await join('Bob', 'editor')
  await world.settle(alice.page.feed.post({ spaceId, text: 'both are here' }))
  await converge([alice, bob], 1)
  await world.pass(10_000)
  bob.network.setOnline(false)
  await world.pass(10_000)
  const post = (text: string) => world.settle(alice.page.feed.post({ spaceId, text }))
  const hasArrived = (text: string) =>
    world.until(
      async () => (await linesOf(bob, spaceId)).includes(`Alice: ${text}`),
      10 * MINUTE_MS,
    )
  return { ...gathered, bob, post, hasArrived }
}

describe('rule 23: people who are never online together', () => {
  test('receive what was written, and the writer hears of it', async () => {
    const { world, alice, bob, spaceId, post, hasArrived } = await bobGone('never together')
    await post('for Bob, from far away')
    await world.until(async () => (await deliveryOf(alice, spaceId))?.mailboxUntil != null)
    expect(await deliveryOf(alice, spaceId)).toMatchObject({ have: 0, of: 1 })
    const sync = await syncOf(alice, spaceId)
    expect(sync).toMatchObject({ kind: 'waiting', people: ['Bob'], mailbox: { changes: 1 } })
    expect((sync.mailbox?.until ?? 0) / DAY_MS).toBeCloseTo(world.now() / DAY_MS + 30, 0)

    alice.network.setOnline(false)
    await world.pass(MINUTE_MS)
    bob.network.setOnline(true)
    await hasArrived('for Bob, from far away')
    await world.settle(bob.page.feed.post({ spaceId, text: 'thank you' }))
    await world.pass(MINUTE_MS)
    bob.network.setOnline(false)
    await world.pass(MINUTE_MS)

    alice.network.setOnline(true)
    await world.until(async () => (await linesOf(alice, spaceId)).includes('Bob: thank you'))
    const [, item] = await feedOf(alice, spaceId)
    await world.until(async () => (await feedOf(alice, spaceId))[1]?.delivery?.have === 1)
    expect((await feedOf(alice, spaceId))[1]?.delivery?.receivedBy).toBe('Bob')
    await world.pass(2_000)
    const receivers = await alice.page.feed.receivers({ spaceId, itemId: item?.itemId as never })
    expect(receivers).toMatchObject([
      { person: { name: 'Bob' }, has: true, at: expect.any(Number) },
    ])
    expect((await syncOf(alice, spaceId)).kind).toBe('upToDate')
  })

  test('find it after both hosts were killed and started again', async () => {
    const { world, alice, bob, spaceId, post, hasArrived } = await bobGone('killed')
    await post('before the power went')
    await alice.killAndRestart()
    await world.until(async () => (await deliveryOf(alice, spaceId))?.mailboxUntil != null)
    const { puts } = world.mailbox
    await alice.killAndRestart()
    await world.pass(MINUTE_MS)
    expect(world.mailbox.puts, 'what was put is not put again').toBe(puts)
    expect((await deliveryOf(alice, spaceId))?.mailboxUntil).not.toBeNull()
    alice.network.setOnline(false)
    await bob.killAndRestart()
    await hasArrived('before the power went')
  })

  test('find it where the writer wrote without a network', async () => {
    const { world, alice, bob, post, hasArrived, spaceId } = await bobGone('offline first')
    alice.network.setOnline(false)
    await post('written in a tunnel')
    await world.pass(MINUTE_MS)
    alice.network.setOnline(true)
    await world.until(async () => (await deliveryOf(alice, spaceId))?.mailboxUntil != null)
    alice.network.setOnline(false)
    bob.network.setOnline(true)
    await hasArrived('written in a tunnel')
  })

  test('get the log and the keys of what has changed meanwhile', async () => {
    const { world, alice, bob, spaceId, join, post, hasArrived } = await bobGone('log')
    const carol = await join('Carol', 'editor')
    await world.settle(carol.page.feed.post({ spaceId, text: 'I am new' }))
    await post('Carol is here')
    const { members } = await new Promise<never>((resolve) => {
      const stop = alice.page.members.watch({ spaceId }, (all) => {
        resolve(all as never)
        setImmediate(() => stop())
      })
    })
    await world.pass(MINUTE_MS)
    const carolId = (members as { person: { name: string; userId: string } }[]).find(
      ({ person }) => person.name === 'Carol',
    )?.person.userId
    await world.settle(alice.page.members.remove({ spaceId, userId: carolId as never }))
    await post('and gone again, under a new key')
    await world.pass(MINUTE_MS)
    alice.network.setOnline(false)
    carol.network.setOnline(false)
    bob.network.setOnline(true)
    await hasArrived('and gone again, under a new key')
    expect(await linesOf(bob, spaceId)).toContain('Carol: I am new')
  })

  test('put nothing there while they do not want it used, and all of it once they do', async () => {
    const { world, alice, bob, spaceId, post, hasArrived } = await bobGone('unwanted')
    await world.settle(alice.page.app.setSettings({ useMailbox: false }))
    const before = world.mailbox.puts
    await post('from device to device only')
    await world.pass(10 * MINUTE_MS)
    expect(world.mailbox.puts).toBe(before)
    expect((await deliveryOf(alice, spaceId))?.mailboxUntil).toBeNull()
    const { relays } = await alice.page.app.facts()
    expect(relays, 'what the relay has is told all the same').toMatchObject([{ mailboxDays: 30 }])

    await world.settle(alice.page.app.setSettings({ useMailbox: true }))
    await world.until(async () => (await deliveryOf(alice, spaceId))?.mailboxUntil != null)
    await world.settle(bob.page.app.setSettings({ useMailbox: false }))
    alice.network.setOnline(false)
    bob.network.setOnline(true)
    await world.pass(10 * MINUTE_MS)
    expect(await linesOf(bob, spaceId)).not.toContain('Alice: from device to device only')
    await world.settle(bob.page.app.setSettings({ useMailbox: true }))
    await hasArrived('from device to device only')
  })

  test('are told nothing of a mailbox while everybody is here', async () => {
    const { world, alice, spaceId, join, converge } = await gather('all here', { mailbox: true })
    const bob = await join('Bob', 'editor')
    await world.pass(MINUTE_MS)
    const before = world.mailbox.items().length
    for (const text of ['one', 'two']) {
      await world.settle(alice.page.feed.post({ spaceId, text }))
      await world.pass(10_000)
    }
    await converge([alice, bob], 2)
    expect(world.mailbox.items().length).toBe(before)
    expect((await deliveryOf(alice, spaceId))?.mailboxUntil).toBeNull()
  })
})

describe('a relay’s mailbox is not trusted', () => {
  test('nothing in it is plain: no text, no name, no id', async () => {
    const { world, bob, spaceId, post } = await bobGone('plain')
    await post('PLAINTEXT-MARKER')
    await world.pass(MINUTE_MS)
    const all = Buffer.concat(world.mailbox.items().map(({ bytes }) => bytes))
    expect(all.length).toBeGreaterThan(1000)
    const ids = [spaceId].map((id) => Buffer.from(id, 'base64url'))
    for (const secret of ['PLAINTEXT-MARKER', 'Alice', 'Bob', 'Loft', spaceId, ...ids])
      expect(all.includes(secret), String(secret)).toBe(false)
    expect(bob.log).toEqual([])
  })

  test('what it alters, repeats, reorders or invents harms nothing and is told', async () => {
    const { world, alice, bob, spaceId, post, hasArrived } = await bobGone('hostile')
    for (const text of ['first', 'second', 'third']) {
      await post(text)
      await world.pass(30_000)
    }
    await world.pass(MINUTE_MS)
    alice.network.setOnline(false)
    world.mailbox.plant(new Uint8Array(1024).fill(7))
    world.mailbox.misbehave((items) =>
      [...items, ...items]
        .toReversed()
        .flatMap((item) => [
          item,
          { ...item, bytes: item.bytes.map((byte, at) => (at === 99 ? byte ^ 1 : byte)) },
        ]),
    )
    bob.network.setOnline(true)
    await hasArrived('third')
    expect((await linesOf(bob, spaceId)).filter((line) => line.endsWith('second'))).toHaveLength(1)
    expect(bob.log.join()).toContain('were altered')
    expect((await syncOf(bob, spaceId)).mailboxTrouble).toBe('altered')
    expect((await syncOf(bob, spaceId)).kind).not.toBe('heldBack')
  })

  test('what it withholds comes when it gives it, or from a person', async () => {
    const { world, alice, bob, spaceId, post, hasArrived } = await bobGone('withheld')
    await post('kept from Bob')
    await world.pass(MINUTE_MS)
    alice.network.setOnline(false)
    world.mailbox.misbehave(() => [])
    bob.network.setOnline(true)
    await world.pass(10 * MINUTE_MS)
    expect(await linesOf(bob, spaceId)).not.toContain('Alice: kept from Bob')
    expect((await deliveryOf(alice, spaceId))?.have).toBe(0)
    alice.network.setOnline(true)
    await hasArrived('kept from Bob')
  })

  test('a full one is asked once, not with every change, and what did not fit is put when there is room', async () => {
    const { world, alice, bob, spaceId, post, hasArrived } = await bobGone('full')
    world.mailbox.refuse('box-full')
    const before = world.mailbox.puts
    for (let i = 0; i < 10; i++) {
      await post(`no room ${i}`)
      await world.pass(10_000)
    }
    expect(world.mailbox.puts - before).toBeLessThanOrEqual(2)
    expect(alice.log.join()).toContain('box-full')
    expect((await syncOf(alice, spaceId)).mailboxTrouble).toBe('full')
    expect((await deliveryOf(alice, spaceId))?.mailboxUntil).toBeNull()
    world.mailbox.refuse(undefined)
    await world.pass(90 * MINUTE_MS)
    expect((await syncOf(alice, spaceId)).mailboxTrouble).toBeNull()
    alice.network.setOnline(false)
    bob.network.setOnline(true)
    await hasArrived('no room 9')
  })

  test('one that lost everything is given it again', async () => {
    const { world, alice, bob, post, hasArrived } = await bobGone('lost')
    await post('twice in the mail')
    await world.pass(MINUTE_MS)
    world.mailbox.begin()
    await world.pass(15 * MINUTE_MS)
    alice.network.setOnline(false)
    bob.network.setOnline(true)
    await hasArrived('twice in the mail')
  })
})
