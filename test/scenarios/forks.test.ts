import { describe, expect, test } from 'vitest'
import { FoyerError } from '../../src-core/base/errors.ts'
import type { DeviceId, FileId, ItemId, SpaceId, VersionId } from '../../src-core/base/ids.ts'
import type { History, SpaceView } from '../../src-core/bridge/contract.ts'
import { decodeIdentity } from '../../src-core/membership/index.ts'
import { copyDisk } from './support/copyDisk.ts'
import { gather } from './support/gather.ts'
import { openNote } from './support/openNote.ts'
import { first, holds, idOf, see } from './support/views.ts'
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
async function forked(
  seed: string,
  lost = ['lost with the laptop'],
  prepare: (
    bob: Person,
    spaceId: SpaceId,
    agenda: ItemId,
    alice: Person,
  ) => Promise<unknown> = () => Promise.resolve(),
) {
  const gathering = await gather(seed)
  const { world, alice, spaceId, join, converge } = gathering
  const [bob, carol] = [await join('Bob', 'editor'), await join('Carol', 'editor')]
  await world.settle(bob.page.feed.post({ spaceId, text: 'before' }))
  const { itemId: plan } = await world.settle(bob.page.feed.createNote({ spaceId, title: 'Plan' }))
  const { itemId: agenda } = await world.settle(
    bob.page.feed.createNote({ spaceId, title: 'Agenda' }),
  )
  await write(world, bob, spaceId, agenda, 'to meet')
  await prepare(bob, spaceId, agenda, alice)
  await converge([alice, bob, carol], 3)
  await world.pass(5_000)
  const backup = copyDisk(bob.profile.storage)
  for (const text of lost) await world.settle(bob.page.feed.post({ spaceId, text }))
  await converge([alice, carol], 3 + lost.length)
  bob.network.setOnline(false)
  for (const one of [alice, carol]) one.network.setOnline(false)
  const machine = await world.person('Bob', backup)
  return { ...gathering, bob, carol, machine, plan, agenda, before: deviceOn(bob) }
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

/** Who may give a Space another name. */
const makeAdmin = async (bob: Person, spaceId: SpaceId, _: ItemId, { page }: Person) =>
  page.members.setRole({ spaceId, userId: await idOf(bob, spaceId), role: 'admin' })

const historyOf = ({ page }: Person, spaceId: SpaceId, itemId: ItemId) =>
  first<History>((told) => page.versions.watch({ spaceId, itemId }, told))

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

  test('brings the name that it gave, versions that it kept, and what it erased', async () => {
    const versions: VersionId[] = []
    const made = await forked('versions', ['lost'], async (bob, spaceId, itemId, alice) => {
      await makeAdmin(bob, spaceId, itemId, alice)
      for (const name of ['to erase', 'to stay'])
        versions.push((await bob.page.versions.keep({ spaceId, itemId, name })).versionId)
    })
    const { world, alice, carol, machine, spaceId, plan, agenda, before } = made
    const namesOf = async (person: Person, itemId: ItemId) =>
      (await historyOf(person, spaceId, itemId)).versions.map(({ name }) => name)
    await world.until(async () => (await namesOf(alice, agenda)).length === 2)
    const { page } = machine
    await write(world, machine, spaceId, plan, 'by this machine')
    await world.settle(page.versions.keep({ spaceId, itemId: plan, name: 'Mine' }))
    await write(world, machine, spaceId, plan, 'and more')
    await world.settle(page.versions.keep({ spaceId, itemId: plan, name: 'Mine too' }))
    await world.settle(
      page.versions.erase({ spaceId, itemId: agenda, versionIds: versions.slice(0, 1) }),
    )
    await world.settle(page.spaces.rename({ spaceId, name: 'Attic', enamel: 'plum' }))
    const [kept] = (await historyOf(machine, spaceId, plan)).versions.slice(-1)
    for (const one of [alice, carol]) one.network.setOnline(true)
    await world.until(async () => deviceOn(machine) !== before)
    for (const one of [alice, carol, machine]) {
      await world.until(async () => (await viewOf(one, spaceId)).name === 'Attic')
      await world.until(async () => `${await namesOf(one, plan)}` === 'Mine too,Mine')
      await world.until(async () => `${await namesOf(one, agenda)}` === 'to stay')
      const { versions: all } = await historyOf(one, spaceId, plan)
      expect(all.map(({ by }) => by.name)).toEqual(['Bob', 'Bob'])
      expect(all.at(-1)?.at).toBe(kept?.at)
      const { erased } = await historyOf(one, spaceId, agenda)
      expect(erased.map(({ versionId }) => versionId)).toEqual(versions.slice(0, 1))
    }
    const [ofMachine] = (await historyOf(machine, spaceId, agenda)).erased
    await world.until(async () =>
      (await historyOf(machine, spaceId, agenda)).erased.every(({ devices }) =>
        devices.every(({ heard }) => heard),
      ),
    )
    expect(ofMachine?.devices).toHaveLength(2)
    // Who has heard of it is told by the new device’s chain.
    const [noted] = machine.profile.storage.versions.erasures(spaceId)
    expect(noted?.deviceId).toBe(deviceOn(machine))
    await machine.killAndRestart()
    await world.pass(30_000)
    expect(await namesOf(alice, plan)).toEqual(['Mine too', 'Mine'])
    expect(machine.profile.storage.spaces.secrets(spaceId, 'kept')).toEqual([])
  })

  test('leaves a name that somebody else gave meanwhile', async () => {
    const { world, alice, carol, machine, spaceId, before } = await forked(
      'renamed',
      ['lost'],
      makeAdmin,
    )
    await world.settle(machine.page.spaces.rename({ spaceId, name: 'Attic', enamel: 'plum' }))
    // Twice, so that it was given over a name of its own.
    await world.settle(machine.page.spaces.rename({ spaceId, name: 'Garret', enamel: 'plum' }))
    await world.settle(alice.page.spaces.rename({ spaceId, name: 'Cellar' }))
    await world.settle(alice.page.feed.post({ spaceId, text: 'is the Cellar now' }))
    // What Alice wrote comes before the other history does.
    const { envelopes } = alice.profile.storage
    const { ofDevice } = envelopes
    Object.assign(envelopes, {
      ofDevice: (...args: Parameters<typeof ofDevice>) =>
        ofDevice(...args).filter(({ deviceId }) => deviceId !== before),
    })
    alice.network.setOnline(true)
    await world.until(async () =>
      (await linesOf(machine, spaceId)).includes('Alice: is the Cellar now'),
    )
    Object.assign(envelopes, { ofDevice })
    carol.network.setOnline(true)
    await world.until(async () => deviceOn(machine) !== before, 180_000)
    const { spaces } = machine.profile.storage
    await world.until(async () => spaces.secrets(spaceId, 'kept').length === 0)
    await world.pass(10_000)
    for (const one of [alice, carol, machine])
      expect(await viewOf(one, spaceId)).toMatchObject({ name: 'Cellar', enamel: 'plum' })
  })

  test('brings what it wrote in a hidden group, which nobody else comes to know', async () => {
    const groups: SpaceId[] = []
    const { world, alice, bob, carol, machine, spaceId, before } = await forked(
      'group',
      ['lost'],
      async ({ page }, parent) => {
        const { members } = await viewOf({ page } as Person, parent)
        const people = members.flatMap(({ person }) =>
          person.name === 'Alice' ? [person.userId] : [],
        )
        const made = await page.groups.create({ parent, name: 'For two', people })
        groups.push(made.spaceId)
        await page.feed.post({ spaceId: made.spaceId, text: 'between us' })
      },
    )
    const [group] = groups as [SpaceId]
    const { page } = machine
    const said = ['lost in the group']
    for (const text of said) await world.settle(bob.page.feed.post({ spaceId: group, text }))
    bob.network.setOnline(true)
    alice.network.setOnline(true)
    machine.network.setOnline(false)
    await see(world, [alice, bob], group, ['Bob: between us', 'Bob: lost in the group'])
    bob.network.setOnline(false)
    await world.settle(page.feed.post({ spaceId: group, text: 'from the backup' }))
    await world.settle(page.spaces.rename({ spaceId: group, name: 'For us' }))
    for (const one of [carol, machine]) one.network.setOnline(true)
    await world.until(async () => deviceOn(machine) !== before)
    const lines = ['between us', 'lost in the group', 'from the backup'].map((one) => `Bob: ${one}`)
    await see(world, [alice, machine], group, lines)
    for (const one of [alice, machine]) {
      await world.until(async () => (await viewOf(one, group)).name === 'For us')
      expect(await noticesOf(one, group)).toEqual([])
    }
    expect(await holds(carol, group)).toBe(false)
    // It goes on, in both.
    await world.settle(alice.page.feed.post({ spaceId: group, text: 'welcome back' }))
    await see(world, [alice, machine], group, [...lines, 'Alice: welcome back'])
    expect(await linesOf(machine, spaceId)).toContain('Bob: lost')
  })

  test('goes on where it was killed: before it takes new keys, and before it posts', async () => {
    const { world, alice, carol, machine, spaceId, plan, before, converge } = await forked('kills')
    await world.settle(machine.page.versions.keep({ spaceId, itemId: plan, name: 'Mine' }))
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
    const { versions } = await historyOf(alice, spaceId, plan)
    expect(versions.map(({ name }) => name)).toEqual(['Mine'])
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
    await world.until(async () => (await viewOf(bob, spaceId)).ended === 'device')
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
