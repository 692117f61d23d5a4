import { describe, expect, test } from 'vitest'
import type { SpaceId } from '../../src-core/base/ids.ts'
import { createMemoryStorage } from '../../src-core/ports/memory/index.ts'
import { threeByMail } from './support/threeByMail.ts'
import { devicesOf, groupsOf, idOf, viewOf } from './support/views.ts'
import { feedOf, linesOf, type Person } from './support/world.ts'

const MINUTE_MS = 60_000

/** Alice, Bob and Eve in a Space whose relay keeps a mailbox; the two others have gone. */
async function othersGone(seed: string) {
  const three = await threeByMail(seed)
  const { world, alice, bob, eve, spaceId } = three
  bob.network.setOnline(false)
  eve.network.setOnline(false)
  await world.pass(10_000)
  const create = async (people: readonly Person[]) => {
    const ids = await Promise.all(people.map((person) => idOf(person, spaceId)))
    const made = alice.page.groups.create({ parent: spaceId, name: 'Zeppelin plans', people: ids })
    return (await world.settle(made)).spaceId
  }
  const reads = (person: Person, group: SpaceId, line: string) =>
    world.until(
      async () =>
        (await groupsOf(person)).length > 0 && (await linesOf(person, group)).includes(line),
      10 * MINUTE_MS,
    )
  return { ...three, create, reads }
}

describe('rules 10, 23: a hidden group, by the mailbox', () => {
  test('comes to a member who is never online together with another one, with what is in it', async () => {
    const { world, alice, bob, create, reads } = await othersGone('letter')
    const group = await create([bob])
    await world.settle(alice.page.feed.post({ spaceId: group, text: 'for Bob' }))
    await world.pass(MINUTE_MS)
    alice.network.setOnline(false)
    await world.pass(MINUTE_MS)
    bob.network.setOnline(true)
    await reads(bob, group, 'Alice: for Bob')
    await world.settle(bob.page.feed.post({ spaceId: group, text: 'an answer' }))
    await world.pass(MINUTE_MS)
    bob.network.setOnline(false)
    await world.pass(MINUTE_MS)
    alice.network.setOnline(true)
    await reads(alice, group, 'Bob: an answer')
    expect((await feedOf(alice, group))[0]?.delivery?.receivedBy).toBe('Bob')
    expect([alice.log, bob.log]).toEqual([[], []])
  })

  test('once: not again after a restart, and again where the relay lost it', async () => {
    const { world, alice, bob, create, reads } = await othersGone('once')
    const group = await create([bob])
    await world.pass(MINUTE_MS)
    await alice.killAndRestart()
    await world.pass(MINUTE_MS)
    const { puts } = world.mailbox
    await alice.killAndRestart()
    await world.pass(2 * MINUTE_MS)
    expect(world.mailbox.puts).toBe(puts)
    world.mailbox.begin()
    await world.settle(alice.page.feed.post({ spaceId: group, text: 'for Bob' }))
    await world.pass(20 * MINUTE_MS)
    alice.network.setOnline(false)
    await bob.killAndRestart()
    await reads(bob, group, 'Alice: for Bob')
  })

  test('also where its keys have changed since, and without what a removed member is not to read', async () => {
    const { world, alice, bob, eve, spaceId, create, reads } = await othersGone('keys')
    const group = await create([bob, eve])
    await world.settle(alice.page.feed.post({ spaceId: group, text: 'under the first key' }))
    await world.pass(MINUTE_MS)
    for (let time = 0; time < 4; time++) {
      await world.settle(alice.page.members.rotate({ spaceId: group }))
      await world.pass(MINUTE_MS)
    }
    await world.settle(alice.page.members.remove({ spaceId, userId: await idOf(eve, spaceId) }))
    await world.settle(alice.page.feed.post({ spaceId: group, text: 'without Eve' }))
    await world.pass(2 * MINUTE_MS)
    alice.network.setOnline(false)
    eve.network.setOnline(true)
    await world.pass(70 * MINUTE_MS)
    bob.network.setOnline(true)
    await reads(bob, group, 'Alice: without Eve')
    expect(await linesOf(bob, group)).toContain('Alice: under the first key')
    await world.pass(10 * MINUTE_MS)
    const seen = (await groupsOf(eve)).length > 0 ? await linesOf(eve, group) : []
    expect(seen).not.toContain('Alice: without Eve')
  })

  test('comes to a further device of a member who is away', async () => {
    const { world, alice, bob, spaceId, create, reads } = await othersGone('phone')
    const group = await create([bob])
    await world.settle(alice.page.feed.post({ spaceId: group, text: 'for Bob' }))
    await world.pass(MINUTE_MS)
    alice.network.setOnline(false)
    // The laptop has not heard of the group either, and lets the phone in.
    const phone = await world.person('Bob’s phone', createMemoryStorage())
    world.mailbox.misbehave(() => [])
    bob.network.setOnline(true)
    const { link } = await world.settle(bob.page.devices.offer())
    const joined = phone.page.devices.join({ link, language: 'en' })
    await world.until(async () => (await devicesOf(bob)).offer?.state === 'asked')
    await world.settle(bob.page.devices.confirm())
    await world.settle(joined)
    await world.pass(MINUTE_MS)
    bob.network.setOnline(false)
    phone.network.setOnline(false)
    expect([await groupsOf(bob), await groupsOf(phone)]).toEqual([[], []])
    world.mailbox.misbehave(undefined)
    // Alice learns of the phone by mail, brings it in, and has gone again before anybody comes.
    alice.network.setOnline(true)
    await world.until(async () => (await viewOf(alice, group)).members.length === 2)
    await world.pass(12 * MINUTE_MS)
    alice.network.setOnline(false)
    phone.network.setOnline(true)
    await reads(phone, group, 'Alice: for Bob')
    expect(await idOf(phone, spaceId)).toBe(await idOf(bob, spaceId))
  })
})
