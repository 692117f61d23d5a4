import { expect, test } from 'vitest'
import type { ItemId } from '../../src-core/base/ids.ts'
import { bodyDocId } from '../../src-core/documents/index.ts'
import { isStub } from '../../src-core/sync/index.ts'
import { createForger } from '../adversary/support/forger.ts'
import { gather } from './support/gather.ts'
import { openNote } from './support/openNote.ts'
import type { Person, WorldOptions } from './support/world.ts'

/** The owner's device has heard, signed what is left, and all who are linked have taken it. */
const ERASED_MS = 10_000

/** Bob's note in Alice's Space, in which he wrote something, took it out again, and kept a version between. */
async function writtenAndTakenBack(seed: string, options: WorldOptions = {}) {
  const gathered = await gather(seed, options)
  const { world, alice, spaceId, join } = gathered
  const bob = await join('Bob', 'editor')
  await world.pass(2_000)
  const { itemId } = await world.settle(bob.page.feed.createNote({ spaceId, title: 'Plan' }))
  const body = openNote(bob, spaceId, itemId)
  await world.until(async () => body.isOpen())
  const write = async (text: string) => {
    body.write(text)
    await world.pass(500)
  }
  await write('Three rooms')
  await write('The price is a secret')
  const { versionId } = await world.settle(
    bob.page.versions.keep({ spaceId, itemId, name: 'With the price' }),
  )
  body.doc.getXmlFragment('body').delete(1, 1)
  await world.pass(2_000)
  /** `stub`, `update`, … of the note's rows, in the order in which they lie there. */
  const kept = ({ profile: { storage } }: Person) =>
    storage.envelopes
      .ofDocument(spaceId, bodyDocId(itemId as ItemId), 0, 1000)
      .map(({ bytes }) => (isStub(bytes) ? 'stub' : bytes[1] === 2 ? 'snapshot' : 'update'))
  const erase = (person: Person) =>
    world.settle(person.page.versions.erase({ spaceId, itemId, versionIds: [versionId] }))
  const reads = async (person: Person) => {
    const note = openNote(person, spaceId, itemId)
    await world.until(async () => note.isOpen())
    const text = note.text()
    note.close()
    return text
  }
  return { ...gathered, alice, bob, itemId, body, write, kept, erase, reads }
}

test('when a version is erased, the changes that led to it go from everybody’s disk', async () => {
  const { world, alice, bob, kept, erase, reads } = await writtenAndTakenBack('erase: editor')
  expect(kept(alice).filter((kind) => kind === 'update').length).toBeGreaterThan(2)
  await erase(bob)
  await world.pass(ERASED_MS)
  for (const person of [alice, bob]) {
    expect([...new Set(kept(person))].sort()).toEqual(['snapshot', 'stub'])
    expect(await reads(person)).toBe('Three rooms')
    await person.killAndRestart()
    expect(await reads(person)).toBe('Three rooms')
  }
  expect([...alice.log, ...bob.log]).toEqual([])
})

test('newcomers are given what is left, and go on from there', async () => {
  const { world, alice, bob, spaceId, itemId, body, write, kept, erase, reads, join } =
    await writtenAndTakenBack('erase: newcomer')
  // Of Alice’s own chain something lies beneath the snapshot that she signs.
  const hers = openNote(alice, spaceId, itemId)
  await world.until(async () => hers.isOpen())
  hers.write('Two doors')
  await world.pass(2_000)
  await erase(alice)
  await world.pass(ERASED_MS)
  await write('Four windows')
  await world.pass(2_000)
  bob.network.setOnline(false)
  const carol = await join('Carol', 'editor')
  await world.pass(10_000)
  expect(await reads(carol)).toBe('Three rooms\nTwo doors\nFour windows')
  expect([...new Set(kept(carol))].sort()).toEqual(['snapshot', 'stub', 'update'])
  bob.network.setOnline(true)
  await write('Five doors')
  await world.until(async () => (await reads(carol)) === body.text(), 60_000)
  expect(body.text()).toBe('Three rooms\nTwo doors\nFour windows\nFive doors')
  await carol.killAndRestart()
  expect(await reads(carol)).toBe(body.text())
  expect([alice, bob, carol].flatMap(({ log }) => log)).toEqual([])
})

test('who was away lets go of it when it is back, and what it wrote meanwhile stays', async () => {
  const { world, alice, bob, body, write, kept, erase, reads } =
    await writtenAndTakenBack('erase: away')
  bob.network.setOnline(false)
  await erase(alice)
  await world.pass(ERASED_MS)
  await write('Written offline')
  bob.network.setOnline(true)
  await world.until(async () => (await reads(alice)) === body.text(), 60_000)
  await world.pass(ERASED_MS)
  expect(body.text()).toBe('Three rooms\nWritten offline')
  for (const person of [alice, bob]) {
    expect(kept(person).filter((kind) => kind === 'update')).toHaveLength(1)
    expect(await reads(person)).toBe(body.text())
  }
  expect([...alice.log, ...bob.log]).toEqual([])
})

test('what its author joined with what came later goes too, when the owner’s device has seen it', async () => {
  const { world, alice, bob, body, write, kept, erase, reads } = await writtenAndTakenBack(
    'erase: joined',
    { segmentsOf: 4 },
  )
  bob.network.setOnline(false)
  for (const text of ['Four windows', 'Five doors', 'Six lamps']) await write(text)
  await erase(alice)
  await world.pass(60_000)
  bob.network.setOnline(true)
  await world.until(async () => (await reads(alice)) === body.text(), 60_000)
  await world.pass(5 * 60_000)
  for (const person of [alice, bob]) {
    expect([...new Set(kept(person))].sort()).toEqual(['snapshot', 'stub'])
    expect(await reads(person)).toBe('Three rooms\nFour windows\nFive doors\nSix lamps')
  }
})

test('it goes too out of a snapshot of somebody who did not know, also where that counts for nothing', async () => {
  const { world, alice, bob, spaceId, itemId, kept, erase, reads } =
    await writtenAndTakenBack('erase: unknowing')
  const { userId } = createForger(bob, spaceId).identity
  await world.settle(alice.page.members.setRole({ spaceId, userId, role: 'admin' }))
  await world.pass(2_000)
  bob.network.setOnline(false)
  expect(bob.documents(spaceId)?.snapshot(bodyDocId(itemId as ItemId), false)).toBe(true)
  await world.pass(2_000)
  expect(kept(bob)).toContain('snapshot')
  await erase(alice)
  await world.pass(ERASED_MS)
  await world.settle(alice.page.members.setRole({ spaceId, userId, role: 'viewer' }))
  const ofBob = createForger(bob, spaceId).identity.deviceId
  bob.network.setOnline(true)
  await world.pass(5 * 60_000)
  for (const person of [alice, bob]) {
    const rows = person.profile.storage.envelopes.ofDevice(spaceId, ofBob, 1, 100)
    expect(rows.some(({ bytes }) => !isStub(bytes) && bytes[1] === 2)).toBe(false)
    expect(await reads(person)).toBe('Three rooms')
  }
})

test('what an admin erases goes when the owner knows, and is lost to nobody where the owner lowers that admin meanwhile', async () => {
  for (const lowers of [false, true]) {
    const { world, alice, bob, spaceId, kept, erase, reads, join } = await writtenAndTakenBack(
      `erase: admin ${lowers}`,
    )
    const carol = await join('Carol', 'editor')
    const { userId } = createForger(bob, spaceId).identity
    await world.settle(alice.page.members.setRole({ spaceId, userId, role: 'admin' }))
    await world.pass(5_000)
    alice.network.setOnline(false)
    await erase(bob)
    await world.pass(60_000)
    for (const person of [bob, carol]) expect(kept(person)).toContain('update')
    if (lowers) await world.settle(alice.page.members.setRole({ spaceId, userId, role: 'editor' }))
    alice.network.setOnline(true)
    await world.pass(60_000)
    for (const person of [alice, bob, carol]) {
      expect([...new Set(kept(person))].sort()).toEqual(['snapshot', 'stub'])
      expect(await reads(person)).toBe('Three rooms')
    }
    const dan = await join('Dan', 'viewer')
    await world.pass(10_000)
    expect(await reads(dan)).toBe('Three rooms')
  }
})
