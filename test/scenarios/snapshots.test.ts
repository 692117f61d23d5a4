import { expect, test } from 'vitest'
import type { ItemId, SpaceId } from '../../src-core/base/ids.ts'
import { bodyDocId } from '../../src-core/documents/index.ts'
import { isStub, openHeader } from '../../src-core/sync/index.ts'
import { createForger } from '../adversary/support/forger.ts'
import { type Gathering, gather } from './support/gather.ts'
import { openNote } from './support/openNote.ts'
import type { Person, WorldOptions } from './support/world.ts'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
/** So many envelopes beneath no snapshot are enough here. */
const SNAPSHOTS_OF = 40

/** A note of Bob’s, in which he writes line by line. */
async function noteOf({ world }: Gathering, bob: Person, spaceId: SpaceId) {
  const { itemId } = await world.settle(bob.page.feed.createNote({ spaceId, title: 'Plan' }))
  const body = openNote(bob, spaceId, itemId)
  await world.until(async () => body.isOpen())
  const rows = ({ profile: { storage } }: Person) =>
    storage.envelopes.ofDocument(spaceId, bodyDocId(itemId as ItemId), 0, 10_000)
  const kindsAt = (person: Person) =>
    rows(person).map(({ bytes }) => (isStub(bytes) ? 'stub' : openHeader(bytes)?.kind))
  return {
    body,
    async write(lines: number, text = 'line') {
      for (let line = 0; line < lines; line++) {
        body.write(`${text} ${line}`)
        await world.pass(200)
      }
    },
    /** Whose snapshots lie here, each as often as it has parts. */
    makersAt: (person: Person, people: readonly Person[]) =>
      rows(person)
        .filter(({ bytes }) => openHeader(bytes)?.kind === 'snapshot')
        .map(({ deviceId }) => people.find((one) => deviceOf(one, spaceId) === deviceId)?.name),
    kindsAt: (person: Person) => [...new Set(kindsAt(person))].sort(),
    partsAt: (person: Person) => kindsAt(person).filter((kind) => kind === 'snapshot').length,
    async reads(person: Person) {
      const note = openNote(person, spaceId, itemId)
      await world.until(async () => note.isOpen())
      const text = note.text()
      note.close()
      return text
    },
  }
}

const deviceOf = (person: Person, spaceId: SpaceId) =>
  createForger(person, spaceId).identity.deviceId

async function writing(seed: string, options: WorldOptions = {}) {
  const gathered = await gather(seed, { snapshotsOf: SNAPSHOTS_OF, ...options })
  const bob = await gathered.join('Bob', 'editor')
  await gathered.world.pass(2_000)
  const note = await noteOf(gathered, bob, gathered.spaceId)
  return { ...gathered, bob, note }
}

/** Their hosts start once more, so many days later. */
async function startLater({ world }: Gathering, people: readonly Person[], days: number) {
  for (const person of people) {
    person.clock.offMs = days * DAY_MS
    await person.killAndRestart()
  }
  await world.pass(MINUTE_MS)
}

async function makeAdmin({ world, alice, spaceId }: Gathering, person: Person) {
  const { userId } = createForger(person, spaceId).identity
  await world.settle(alice.page.members.setRole({ spaceId, userId, role: 'admin' }))
  await world.pass(2_000)
}

test('a long note is signed by the owner’s device alone, and after thirty days that is what newcomers get', async () => {
  const gathered = await writing('snapshots: alone')
  const { world, alice, bob, note, join } = gathered
  await note.write(SNAPSHOTS_OF - 5)
  await world.pass(3 * MINUTE_MS)
  expect(note.partsAt(alice)).toBe(0)
  await note.write(10, 'more')
  await world.pass(3 * MINUTE_MS)
  const text = note.body.text()
  for (const person of [alice, bob]) expect(note.makersAt(person, [alice, bob])).toEqual(['Alice'])
  await startLater(gathered, [alice, bob], 29)
  for (const person of [alice, bob]) expect(note.kindsAt(person)).not.toContain('stub')
  await startLater(gathered, [alice, bob], 31)
  for (const person of [alice, bob]) {
    expect(note.kindsAt(person)).toEqual(['snapshot', 'stub'])
    expect(await note.reads(person)).toBe(text)
  }
  await startLater(gathered, [alice, bob], 0)
  const carol = await join('Carol', 'viewer')
  await world.until(async () => (await note.reads(carol)) === text)
  expect(note.kindsAt(carol)).toEqual(['snapshot', 'stub'])
  expect([alice, bob, carol].flatMap(({ log }) => log)).toEqual([])
})

test('what is posted later is not joined with what lies beneath a snapshot: that goes', async () => {
  const options = { snapshotsOf: SNAPSHOTS_OF, segmentsOf: 60 }
  const gathered = await gather('snapshots: joined', options)
  const { world, alice, spaceId, join } = gathered
  const bob = await join('Bob', 'editor')
  await world.pass(2_000)
  const post = async (count: number) => {
    for (let n = 0; n < count; n++)
      await world.settle(bob.page.feed.post({ spaceId, text: `message ${n}` }))
    await world.pass(3 * MINUTE_MS)
  }
  await post(SNAPSHOTS_OF)
  await post(SNAPSHOTS_OF - 10)
  await startLater(gathered, [alice, bob], 31)
  for (const { profile } of [alice, bob]) {
    const rows = profile.storage.envelopes.ofDevice(spaceId, deviceOf(bob, spaceId), 1, 1000)
    expect(isStub(rows[0]?.bytes ?? new Uint8Array())).toBe(true)
    expect(rows.at(-1)?.seq).toBe(2 * SNAPSHOTS_OF - 10)
  }
})

test('of two admins’ devices one signs; the other does where the first is away, and then the first does not', async () => {
  const gathered = await writing('snapshots: two')
  const { world, alice, bob, note } = gathered
  await makeAdmin(gathered, bob)
  await note.write(SNAPSHOTS_OF)
  await world.pass(10 * MINUTE_MS)
  for (const person of [alice, bob]) expect(note.makersAt(person, [alice, bob])).toEqual(['Alice'])
  alice.network.setOnline(false)
  await note.write(SNAPSHOTS_OF, 'more')
  await world.pass(90_000)
  expect(note.makersAt(bob, [alice, bob])).toEqual(['Alice'])
  await world.pass(MINUTE_MS)
  expect(note.makersAt(bob, [alice, bob])).toEqual(['Alice', 'Bob'])
  alice.network.setOnline(true)
  await world.until(async () => (await note.reads(alice)) === note.body.text())
  await world.pass(10 * MINUTE_MS)
  for (const person of [alice, bob])
    expect(note.makersAt(person, [alice, bob])).toEqual(['Alice', 'Bob'])
})

test('a device that ends between two parts tells the rest when it is back, and nobody takes half of it', async () => {
  const gathered = await writing('snapshots: parts')
  const { world, alice, bob, note, join } = gathered
  const long = 'Long lines fill more than one part. '.repeat(300)
  await note.write(SNAPSHOTS_OF, long)
  await world.pass(59_500)
  for (let waited = 0; note.partsAt(bob) === 0 && waited < MINUTE_MS; waited += 1)
    await world.pass(1)
  const parts = note.partsAt(alice)
  expect(parts).toBeGreaterThan(2)
  expect(note.partsAt(bob)).toBeLessThan(parts)
  await alice.killAndRestart()
  await bob.killAndRestart()
  const text = note.body.text()
  expect(await note.reads(bob)).toBe(text)
  await world.until(async () => note.partsAt(bob) === parts)
  await startLater(gathered, [alice, bob], 31)
  await startLater(gathered, [alice, bob], 0)
  const carol = await join('Carol', 'viewer')
  await world.until(async () => (await note.reads(carol)) === text)
  for (const person of [alice, bob, carol]) {
    expect(note.partsAt(person)).toBe(parts)
    expect(note.kindsAt(person)).toEqual(['snapshot', 'stub'])
  }
})

test('of a hidden group its owner’s device signs, whatever its owner is in the Space', async () => {
  const gathered = await gather('snapshots: group', { snapshotsOf: SNAPSHOTS_OF })
  const { world, alice, spaceId, join } = gathered
  const bob = await join('Bob', 'editor')
  await world.pass(2_000)
  const people = [createForger(alice, spaceId).identity.userId]
  const made = bob.page.groups.create({ parent: spaceId, name: 'Two', people })
  const { spaceId: group } = await world.settle(made)
  await world.pass(10_000)
  const note = await noteOf(gathered, bob, group)
  await note.write(SNAPSHOTS_OF)
  await world.pass(10 * MINUTE_MS)
  for (const person of [alice, bob]) expect(note.makersAt(person, [alice, bob])).toEqual(['Bob'])
})
