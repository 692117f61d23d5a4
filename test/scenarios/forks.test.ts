import { describe, expect, test } from 'vitest'
import { FoyerError } from '../../src-core/base/errors.ts'
import type { DeviceId, FileId, ItemId, SpaceId } from '../../src-core/base/ids.ts'
import type { SpaceView } from '../../src-core/bridge/contract.ts'
import { decodeIdentity } from '../../src-core/membership/index.ts'
import { copyDisk } from './support/copyDisk.ts'
import { gather } from './support/gather.ts'
import { openNote } from './support/openNote.ts'
import { feedOf, linesOf, type Person, type World } from './support/world.ts'

const viewOf = ({ page }: Person, spaceId: SpaceId): Promise<SpaceView> =>
  new Promise((resolve) => {
    const stop = page.spaces.view({ spaceId }, (view) => {
      resolve(view)
      setImmediate(() => stop())
    })
  })
const noticesOf = async (person: Person, spaceId: SpaceId) =>
  (await viewOf(person, spaceId)).notices.map(({ kind }) => kind)
/** What the disk says the device is. */
const deviceOn = ({ profile: { storage } }: Person) =>
  decodeIdentity(storage.personal.profile()?.secrets ?? new Uint8Array())?.deviceId

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'accepted',
    (error) => error.code,
  )

/**
 * Alice, Bob and Carol; a copy of Bob's disk. Then Bob writes on, which Alice and Carol have, and the copy is
 * started and written on where nobody sees it.
 */
async function forked(seed: string, lost = ['lost with the laptop']) {
  const gathering = await gather(seed)
  const { world, alice, spaceId, join, converge } = gathering
  const [bob, carol] = [await join('Bob', 'editor'), await join('Carol', 'editor')]
  await world.settle(bob.page.feed.post({ spaceId, text: 'before' }))
  const { itemId: plan } = await world.settle(bob.page.feed.createNote({ spaceId, title: 'Plan' }))
  const { itemId: agenda } = await world.settle(
    bob.page.feed.createNote({ spaceId, title: 'Agenda' }),
  )
  await write(world, bob, spaceId, agenda, 'to meet')
  await converge([alice, bob, carol], 3)
  await world.pass(5_000)
  const backup = copyDisk(bob.profile.storage)
  for (const text of lost) await world.settle(bob.page.feed.post({ spaceId, text }))
  await converge([alice, carol], 3 + lost.length)
  bob.network.setOnline(false)
  for (const one of [alice, carol]) one.network.setOnline(false)
  const machine = await world.person('Bob', backup)
  return { ...gathering, bob, carol, machine, plan, before: deviceOn(bob) }
}

/** Writes a line at the end of a note, as the editor does. */
async function write(world: World, person: Person, spaceId: SpaceId, itemId: ItemId, text: string) {
  const note = openNote(person, spaceId, itemId)
  await world.until(async () => note.isOpen())
  note.write(text)
  await world.pass(500)
  expect(note.refused).toEqual([])
  note.close()
}
async function textOf(world: World, person: Person, spaceId: SpaceId, title: string) {
  const item = (await feedOf(person, spaceId)).find(
    ({ content }) => content.kind === 'note' && content.title === title,
  )
  const note = openNote(person, spaceId, item?.itemId as ItemId)
  await world.until(async () => note.isOpen())
  const text = note.text()
  note.close()
  return text
}

const sorted = (lines: readonly string[]) => lines.toSorted()

describe('rule 35: a device that went on from a backup and wrote before it knew', () => {
  test('becomes a new one by itself, and nothing that was written on either side is lost', async () => {
    const { world, alice, carol, machine, spaceId, plan, before, converge, join } =
      await forked('forked')
    const { page } = machine
    const { itemId } = await world.settle(page.feed.post({ spaceId, text: 'from the backup' }))
    await world.settle(page.comments.add({ spaceId, itemId, text: 'and a word on it' }))
    const [first] = await feedOf(machine, spaceId)
    await world.settle(page.comments.add({ spaceId, itemId: first?.itemId as ItemId, text: 'old' }))
    await world.settle(page.feed.setTitle({ spaceId, itemId: plan, title: 'The plan' }))
    for (const one of [alice, carol]) one.network.setOnline(true)
    await world.until(async () => deviceOn(machine) !== before)
    const lines = [
      ...['Bob: before', '  Bob: old', 'Bob: The plan', 'Bob: Agenda'],
      'Bob: lost with the laptop',
      ...['Bob: from the backup', '  Bob: and a word on it'],
    ]
    const seen = await converge([alice, carol, machine], lines.length)
    expect(sorted(seen)).toEqual(sorted(lines))
    for (const one of [alice, carol, machine]) expect(await noticesOf(one, spaceId)).toEqual([])
    // And goes on: also for somebody who comes later.
    await machine.killAndRestart()
    await world.settle(machine.page.feed.post({ spaceId, text: 'afterwards' }))
    const dan = await join('Dan', 'viewer')
    await converge([alice, carol, machine, dan], lines.length + 1)
    expect((await linesOf(machine, spaceId)).length).toBe(lines.length + 1)
  })

  test('brings what it wrote in notes, and keeps it beside where it does not fit', async () => {
    const { world, alice, carol, machine, spaceId, plan, before, converge } = await forked('notes')
    machine.network.setOnline(false)
    for (const one of [alice, carol]) one.network.setOnline(true)
    await write(world, alice, spaceId, plan, 'by Alice')
    await world.pass(5_000)
    for (const one of [alice, carol]) one.network.setOnline(false)
    await write(world, machine, spaceId, plan, 'by this machine')
    const { page } = machine
    const { itemId } = await world.settle(page.feed.createNote({ spaceId, title: 'List' }))
    await write(world, machine, spaceId, itemId, 'milk')
    const agenda = (await feedOf(machine, spaceId)).find(
      ({ content }) => content.kind === 'note' && content.title === 'Agenda',
    )
    const note = openNote(machine, spaceId, agenda?.itemId as ItemId)
    await world.until(async () => note.isOpen())
    note.doc.getXmlFragment('body').delete(0, 1)
    note.write('nothing')
    await world.pass(500)
    note.close()
    for (const one of [alice, carol, machine]) one.network.setOnline(true)
    await world.until(async () => deviceOn(machine) !== before)
    const lines = [
      ...['Bob: before', 'Bob: Plan', 'Bob: Agenda', 'Bob: lost with the laptop'],
      ...['Bob: List', 'Bob: Kept from this device: Agenda'],
    ]
    expect(sorted(await converge([alice, carol, machine], 6))).toEqual(sorted(lines))
    await world.pass(5_000)
    for (const one of [alice, carol, machine]) {
      const read = (title: string) => textOf(world, one, spaceId, title)
      expect((await read('Plan')).split('\n').toSorted()).toEqual(['by Alice', 'by this machine'])
      expect(await read('List')).toBe('milk')
      expect(await read('Agenda')).toBe('to meet')
      expect(await read('Kept from this device: Agenda')).toBe('nothing')
    }
  })

  test('brings its files', async () => {
    const { world, alice, carol, machine, spaceId, before, converge } = await forked('files')
    const bytes = Uint8Array.from({ length: 300_000 }, (_, at) => (at * 31) % 251)
    const { page, host } = machine
    const file = { name: 'plan.pdf', mime: 'application/pdf', picture: null, removed: [] }
    const { fileId, pieceBytes } = await world.settle(
      page.files.begin({ spaceId, sizeBytes: bytes.length, ...file }),
    )
    for (let at = 0; at < bytes.length; at += pieceBytes)
      host.files.putPiece(spaceId, fileId, at, bytes.subarray(at, at + pieceBytes))
    await world.settle(page.files.finish({ spaceId, fileId, text: '' }))
    for (const one of [alice, carol]) one.network.setOnline(true)
    await world.until(async () => deviceOn(machine) !== before)
    expect(await converge([alice, carol, machine], 5)).toContain('Bob: plan.pdf')
    for (const one of [alice, machine]) {
      const fileOf = async () =>
        (await feedOf(one, spaceId)).flatMap(({ content }) =>
          content.kind === 'file' ? [content.file] : [],
        )[0]
      await world.until(async () => (await fileOf())?.transfer?.state === 'complete')
      const id = (await fileOf())?.fileId as FileId
      const read = one.host.files.readPiece(spaceId, id, 0, bytes.length)
      expect(Buffer.from(read).equals(bytes.subarray(0, read.length))).toBe(true)
    }
  })

  test('goes on where it was killed: before it takes new keys, and before it posts', async () => {
    const { world, alice, carol, machine, spaceId, before, converge } = await forked('kills')
    for (const text of ['one', 'two', 'three'])
      await world.settle(machine.page.feed.post({ spaceId, text }))
    const { storage } = machine.profile
    const { putProfile } = storage.personal
    let failures = 0
    Object.assign(storage.personal, {
      putProfile() {
        failures++
        throw new FoyerError('DISK_FULL')
      },
    })
    for (const one of [alice, carol]) one.network.setOnline(true)
    await world.until(async () => failures > 0)
    // The other history is there, this machine's lies aside, and it is the same device still.
    expect(deviceOn(machine)).toBe(before)
    expect(await linesOf(machine, spaceId)).not.toContain('Bob: one')
    expect(await noticesOf(alice, spaceId)).toEqual(['forked'])
    await machine.killAndRestart()
    Object.assign(storage.personal, { putProfile })
    const { log, spaces } = storage
    expect(log.list(spaceId)).toHaveLength(alice.profile.storage.log.list(spaceId).length)
    const { removeSecret } = spaces
    Object.assign(spaces, {
      removeSecret() {
        throw new FoyerError('DISK_FULL')
      },
    })
    await world.until(async () => deviceOn(machine) !== before)
    await world.until(async () => (await linesOf(machine, spaceId)).includes('Bob: one'))
    await machine.killAndRestart()
    Object.assign(spaces, { removeSecret })
    const lines = ['one', 'two', 'three'].map((text) => `Bob: ${text}`)
    const seen = await converge([alice, carol, machine], 7)
    expect(seen.filter((line) => lines.includes(line)).toSorted()).toEqual(lines.toSorted())
    expect(seen).toHaveLength(7)
    await world.pass(20_000)
    expect(await linesOf(alice, spaceId)).toHaveLength(7)
    expect(spaces.secrets(spaceId, 'kept')).toEqual([])
  })

  test('does nothing while nobody has given the other history, and says so when asked', async () => {
    const { world, alice, carol, machine, spaceId, before } = await forked('waits', ['one', 'two'])
    for (const text of ['uno', 'due']) await world.settle(machine.page.feed.post({ spaceId, text }))
    const { envelopes } = alice.profile.storage
    const { ofDevice } = envelopes
    const end = envelopes.heads(spaceId).find(({ deviceId }) => deviceId === before)?.seq
    // Alice's software says what she has, and gives the last of it only.
    Object.assign(envelopes, {
      ofDevice: (...args: Parameters<typeof ofDevice>) =>
        ofDevice(...args).filter(({ deviceId, seq }) => deviceId !== before || seq === end),
    })
    alice.network.setOnline(true)
    await world.until(async () => (await noticesOf(machine, spaceId)).includes('forked'))
    await world.pass(30_000)
    expect(deviceOn(machine)).toBe(before)
    expect(await world.settle(codeOf(machine.page.devices.renew()))).toBe('FORK_WAITING')
    Object.assign(envelopes, { ofDevice })
    carol.network.setOnline(true)
    await world.until(async () => deviceOn(machine) !== before, 180_000)
  })

  test('asks first where somebody who is away may have more of it', async () => {
    const { world, alice, carol, machine, spaceId, before, converge } = await forked('asks')
    await world.settle(machine.page.feed.post({ spaceId, text: 'from the backup' }))
    const [dan] = carol.profile.storage.envelopes.confirmed(spaceId)
    const heads = [{ deviceId: before as DeviceId, seq: 900, hash: 'A'.repeat(43) }]
    const { peer } = dan ?? { peer: '' as DeviceId }
    const carolsDevice = deviceOn(carol) as DeviceId
    expect(peer).not.toBe(carolsDevice)
    machine.profile.storage.envelopes.putConfirmed(spaceId, carolsDevice, heads, 1)
    await machine.killAndRestart()
    alice.network.setOnline(true)
    await world.until(async () => (await noticesOf(machine, spaceId)).includes('forked'))
    await world.pass(30_000)
    expect(deviceOn(machine)).toBe(before)
    await world.settle(machine.page.devices.renew())
    expect(deviceOn(machine)).not.toBe(before)
    expect(await converge([alice, machine], 5)).toContain('Bob: from the backup')
  })

  test('puts the machine out that it was a copy of, where that one is there too', async () => {
    const { world, alice, bob, carol, machine, spaceId, before, converge } = await forked('both')
    await world.settle(machine.page.feed.post({ spaceId, text: 'from the backup' }))
    for (const one of [alice, bob, carol]) one.network.setOnline(true)
    await world.until(async () => deviceOn(machine) !== before)
    await world.until(async () => (await viewOf(bob, spaceId)).ended === 'removed')
    const lines = await converge([alice, carol, machine], 5)
    expect(lines).toContain('Bob: lost with the laptop')
    expect(lines).toContain('Bob: from the backup')
    expect(await linesOf(bob, spaceId)).toContain('Bob: lost with the laptop')
  })
})

test('rule 35: what a commenter wrote waits until somebody has made new keys', async () => {
  const { world, alice, spaceId, join, converge } = await gather('commenter')
  const bob = await join('Bob', 'commenter')
  const { itemId } = await world.settle(alice.page.feed.post({ spaceId, text: 'what now?' }))
  const say = ({ page }: Person, text: string) =>
    world.settle(page.comments.add({ spaceId, itemId, text }))
  await converge([alice, bob], 1)
  await say(bob, 'before')
  await converge([alice, bob], 2)
  await world.pass(5_000)
  const backup = copyDisk(bob.profile.storage)
  await say(bob, 'lost with the laptop')
  await converge([alice, bob], 3)
  const before = deviceOn(bob)
  for (const one of [alice, bob]) one.network.setOnline(false)
  const machine = await world.person('Bob', backup)
  await say(machine, 'from the backup')
  alice.network.setOnline(true)
  await world.until(async () => deviceOn(machine) !== before)
  expect((await converge([alice, machine], 4)).toSorted()).toEqual(
    [
      'Alice: what now?',
      ...['before', 'lost with the laptop', 'from the backup'].map((text) => `  Bob: ${text}`),
    ].toSorted(),
  )
})
