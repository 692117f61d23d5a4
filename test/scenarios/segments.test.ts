import { expect, test } from 'vitest'
import type { DeviceId } from '../../src-core/base/ids.ts'
import { identityOf } from '../adversary/support/forger.ts'
import { gather } from './support/gather.ts'
import { linesOf, type Person } from './support/world.ts'

/** Own envelopes have settled, were joined, and the segments have arrived. */
const SETTLED_MS = 60_000

/** Three who post one after the other; what they wrote is joined by fours. */
async function settledSpace(seed: string) {
  const gathering = await gather(seed, { segmentsOf: 4 })
  const { world, alice, spaceId, join, converge } = gathering
  const [bob, carol] = [await join('Bob', 'editor'), await join('Carol', 'editor')]
  for (let i = 0; i < 9; i++)
    for (const [name, { page }] of Object.entries({ alice, bob, carol }))
      await world.settle(page.feed.post({ spaceId, text: `${name} ${i}` }))
  await converge([alice, bob, carol], 27)
  const rows = ({ profile: { storage } }: Person, of: DeviceId) =>
    storage.envelopes.ofDevice(spaceId, of, 1, 1000)
  const device = (person: Person) => identityOf(person).deviceId
  return { ...gathering, bob, carol, rows, device }
}

test('what was written is kept and given to newcomers in segments, and read the same everywhere', async () => {
  const { world, alice, bob, carol, spaceId, join, converge, rows, device } =
    await settledSpace('segments')
  const before = await linesOf(alice, spaceId)
  await world.pass(SETTLED_MS)
  for (const person of [alice, bob, carol]) {
    const kept = [alice, bob, carol].map((one) => rows(person, device(one)))
    for (const chain of kept) expect(chain.some(({ firstSeq }) => firstSeq)).toBe(true)
    expect(await linesOf(person, spaceId)).toEqual(before)
  }
  expect(rows(bob, device(alice))).toEqual(
    rows(alice, device(alice)).map((row) => ({ ...row, position: expect.any(Number) })),
  )
  // Bob is killed, writes on, and Dan comes in when Alice is the only one there.
  await bob.killAndRestart()
  await world.settle(bob.page.feed.post({ spaceId, text: 'bob goes on' }))
  await converge([alice, bob, carol], before.length + 1)
  for (const person of [bob, carol]) person.network.setOnline(false)
  const dan = await join('Dan', 'viewer')
  const lines = await converge([alice, dan], before.length + 1)
  for (const author of [alice, bob, carol])
    expect(rows(dan, device(author)).some(({ firstSeq }) => firstSeq)).toBe(true)
  await dan.killAndRestart()
  expect(await linesOf(dan, spaceId)).toEqual(lines)
  expect([alice, bob, carol, dan].flatMap(({ log }) => log)).toEqual([])
})

test('rule 16: a hundred of one’s own become a segment, and not one less', async () => {
  const { world, alice, spaceId, join, converge } = await gather('a hundred')
  const bob = await join('Bob', 'editor')
  const segments = () =>
    alice.profile.storage.envelopes
      .ofDevice(spaceId, identityOf(alice).deviceId, 1, 1000)
      .filter(({ firstSeq }) => firstSeq)
      .map(({ firstSeq = 0, seq }) => seq - firstSeq + 1)
  await converge([alice, bob], 0)
  const [first] = alice.profile.storage.envelopes.heads(spaceId)
  const already = first?.deviceId === identityOf(alice).deviceId ? first.seq : 0
  const write = async (count: number) => {
    for (let i = 0; i < count; i++)
      await world.settle(alice.page.feed.post({ spaceId, text: `line ${i}` }))
    await world.pass(10 * SETTLED_MS)
  }
  await write(99 - already)
  expect(segments()).toEqual([])
  await write(1 + already)
  expect(segments().length).toBe(1)
  expect(segments()[0]).toBeGreaterThanOrEqual(100)
})

test('a removal counts the same for those who have segments and those who have envelopes', async () => {
  const { world, alice, bob, carol, spaceId, join, converge, rows, device } =
    await settledSpace('segments and removal')
  alice.network.setOnline(false)
  await world.settle(carol.page.feed.post({ spaceId, text: 'Alice never sees this' }))
  await world.pass(SETTLED_MS)
  expect(rows(bob, device(carol)).length).toBeLessThan(rows(alice, device(carol)).length)
  const userId = identityOf(carol).userId
  await world.settle(alice.page.members.remove({ spaceId, userId }))
  carol.network.setOnline(false)
  alice.network.setOnline(true)
  await world.pass(SETTLED_MS)
  const lines = await converge([alice, bob], 27)
  expect(lines).toHaveLength(27)
  alice.network.setOnline(false)
  bob.network.setOnline(true)
  alice.network.setOnline(true)
  const dan = await join('Dan', 'viewer')
  expect(await converge([alice, bob, dan], 27)).toEqual(lines)
})
