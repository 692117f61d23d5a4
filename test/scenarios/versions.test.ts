import { expect, test } from 'vitest'
import * as Y from 'yjs'
import type { ItemId, SpaceId, VersionId } from '../../src-core/base/ids.ts'
import type { History } from '../../src-core/bridge/contract.ts'
import { gather } from './support/gather.ts'
import { openNote } from './support/openNote.ts'
import { feedOf, type Person, type World } from './support/world.ts'

const MINUTE = 60_000

const historyOf = ({ page }: Person, spaceId: SpaceId, itemId: ItemId): Promise<History> =>
  new Promise((resolve, reject) => {
    const stop = page.versions.watch(
      { spaceId, itemId },
      (history) => {
        resolve(history)
        setImmediate(() => stop())
      },
      reject,
    )
  })

const textOf = (update: Uint8Array) => {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, update)
  return doc
    .getXmlFragment('body')
    .toArray()
    .map((node) => (node as Y.XmlElement).toArray().join(''))
    .join('\n')
}
async function read(person: Person, spaceId: SpaceId, itemId: ItemId, versionId: VersionId | null) {
  const { title, update } = await person.page.versions.read({ spaceId, itemId, versionId })
  return { title, text: textOf(update) }
}
const namesOf = ({ versions }: History) => versions.map(({ name, kind }) => name || kind)

/** Alice's note, open in her page. */
async function note(world: World, alice: Person, spaceId: SpaceId, title = 'Plan') {
  const { itemId } = await world.settle(alice.page.feed.createNote({ spaceId, title }))
  const body = openNote(alice, spaceId, itemId)
  await world.pass(100)
  return { itemId, body }
}

async function write(world: World, body: ReturnType<typeof openNote>, ...texts: string[]) {
  for (const text of texts) body.write(text)
  await world.pass(500)
}

async function aliceAndBob(seed: string) {
  const gathered = await gather(seed)
  const bob = await gathered.join('Bob', 'editor')
  await gathered.world.pass(2_000)
  const { world, alice, spaceId } = gathered
  const { itemId, body } = await note(world, alice, spaceId)
  const keep = async (person: Person, name: string) => {
    const { versionId } = await world.settle(person.page.versions.keep({ spaceId, itemId, name }))
    return versionId
  }
  const history = (person: Person) => historyOf(person, spaceId, itemId)
  const arrived = (person: Person, count: number) =>
    world.until(async () => {
      const { versions } = await history(person)
      return versions.length === count && versions.every(({ here }) => here)
    })
  return { ...gathered, bob, itemId, body, keep, history, arrived }
}

test('a version that Alice names reaches Bob with its content, who it is by, and the title of then', async () => {
  const { world, alice, bob, spaceId, itemId, body, keep, history, arrived } =
    await aliceAndBob('named version')
  await write(world, body, 'Three rooms')
  const versionId = await keep(alice, 'Before the visit')
  await write(world, body, 'Four rooms')
  await world.settle(alice.page.feed.setTitle({ spaceId, itemId, title: 'Plan B' }))
  await arrived(bob, 1)
  const [version] = (await history(bob)).versions
  expect(version).toMatchObject({ name: 'Before the visit', kind: 'named', sameAsNow: false })
  expect(version?.by.name).toBe('Alice')
  expect(await read(bob, spaceId, itemId, versionId)).toEqual({
    title: 'Plan',
    text: 'Three rooms',
  })
  expect(await read(bob, spaceId, itemId, null)).toEqual({
    title: 'Plan B',
    text: 'Three rooms\nFour rooms',
  })
})

test('the app keeps a version when writing has ended, one of a long row of writing, and none of nothing', async () => {
  const { world, alice, itemId, body, history, arrived, bob } = await aliceAndBob('automatic')
  expect(itemId).toBeDefined()
  await world.pass(4 * MINUTE)
  expect((await history(alice)).versions).toEqual([])
  await write(world, body, 'Three rooms')
  await world.pass(4 * MINUTE)
  expect(namesOf(await history(alice))).toEqual(['automatic'])
  await world.pass(30 * MINUTE)
  expect(namesOf(await history(alice))).toEqual(['automatic'])
  for (let minute = 0; minute < 20; minute += 2) {
    await write(world, body, `minute ${minute}`)
    await world.pass(2 * MINUTE)
  }
  await world.pass(4 * MINUTE)
  expect(namesOf(await history(alice))).toEqual(['automatic', 'automatic', 'automatic'])
  await arrived(bob, 3)
  expect((await history(bob)).versions[0]?.sameAsNow).toBe(true)
})

test('a host that is killed keeps the version of what was written before at its next start', async () => {
  const { world, alice, body, history } = await aliceAndBob('killed writer')
  await write(world, body, 'Three rooms')
  await alice.killAndRestart()
  await world.pass(4 * MINUTE)
  expect(namesOf(await history(alice))).toEqual(['automatic'])
})

test('restoring is an edit that everybody sees, keeps what was there, and is taken back by undo', async () => {
  const { world, alice, bob, spaceId, itemId, body, keep, history, arrived } =
    await aliceAndBob('restore')
  await write(world, body, 'Three rooms')
  const versionId = await keep(alice, 'Then')
  await write(world, body, 'Four rooms')
  await world.settle(alice.page.feed.setTitle({ spaceId, itemId, title: 'Plan B' }))
  await arrived(bob, 1)
  await world.settle(bob.page.versions.restore({ spaceId, itemId, versionId }))
  const reads = (person: Person) => read(person, spaceId, itemId, null)
  await world.until(async () => (await reads(alice)).title === 'Plan')
  await world.until(async () => body.text() === 'Three rooms')
  await arrived(alice, 2)
  expect(namesOf(await history(alice))).toEqual(['beforeRestore', 'Then'])
  expect((await history(alice)).versions.map(({ sameAsNow }) => sameAsNow)).toEqual([false, true])
  expect(await world.settle(bob.page.feed.undo({ spaceId }))).toEqual({ what: 'versions.restore' })
  await world.until(async () => body.text() === 'Three rooms\nFour rooms')
  expect((await reads(bob)).title).toBe('Plan B')
  await world.settle(bob.page.feed.redo({ spaceId }))
  await world.until(async () => body.text() === 'Three rooms')
})

test('an erased version is gone from every device that heard of it, and whoever has not is named', async () => {
  const { world, alice, bob, spaceId, itemId, body, keep, history, arrived } =
    await aliceAndBob('erase')
  await write(world, body, 'CANARY')
  const versionId = await keep(alice, 'Secret name')
  await arrived(bob, 1)
  bob.network.setOnline(false)
  await world.pass(60_000)
  await world.settle(alice.page.versions.erase({ spaceId, itemId, versionIds: [versionId] }))
  const erased = async (person: Person) => (await history(person)).erased
  expect(await erased(alice)).toMatchObject([
    { by: { name: 'Alice' }, erasedBy: { name: 'Alice' }, devices: [{ heard: false }] },
  ])
  expect((await history(bob)).versions).toHaveLength(1)
  bob.network.setOnline(true)
  await world.until(async () => (await erased(alice))[0]?.devices[0]?.heard === true)
  expect((await history(bob)).versions).toEqual([])
  expect(await erased(bob)).toMatchObject([{ versionId, devices: [{ heard: true }] }])
  for (const { page, profile } of [alice, bob]) {
    await expect(page.versions.read({ spaceId, itemId, versionId })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    expect(profile.storage.versions.ids(spaceId)).toEqual([])
  }
})

test('all versions of a note are erased at once, and those of other notes stay', async () => {
  const { world, alice, bob, spaceId, itemId, body, keep, history, arrived } =
    await aliceAndBob('erase all')
  await write(world, body, 'one')
  await keep(alice, 'first')
  await keep(bob, 'second')
  const other = await note(world, alice, spaceId, 'Other')
  await write(world, other.body, 'other')
  await world.settle(alice.page.versions.keep({ spaceId, itemId: other.itemId, name: 'stays' }))
  await arrived(alice, 2)
  await world.settle(bob.page.versions.erase({ spaceId, itemId, versionIds: null }))
  await world.until(async () => (await history(alice)).versions.length === 0)
  expect((await history(alice)).erased).toHaveLength(2)
  expect(namesOf(await historyOf(alice, spaceId, other.itemId))).toEqual(['stays'])
})

test('the oldest automatic versions make room, named ones stay', async () => {
  const { world, alice, bob, body, keep, history, arrived } = await aliceAndBob('thinned')
  await write(world, body, 'start')
  await keep(alice, 'named')
  for (let time = 0; time < 33; time++) {
    await write(world, body, `session ${time}`)
    await world.pass(4 * MINUTE)
  }
  const mine = await history(alice)
  expect(mine.versions).toHaveLength(31)
  expect(namesOf(mine).at(-1)).toBe('named')
  expect(mine.erased).toEqual([])
  await arrived(bob, 31)
})

test('a viewer looks and compares, and changes nothing; a guest is told nothing', async () => {
  const { world, alice, spaceId, itemId, body, keep, join } = await aliceAndBob('roles')
  await write(world, body, 'Three rooms')
  const versionId = await keep(alice, 'Then')
  const carol = await join('Carol', 'viewer')
  const gus = await join('Gus', 'guest', world.now() + 24 * 60 * MINUTE)
  await world.until(async () => (await feedOf(gus, spaceId)).length === 1)
  await world.until(
    async () => (await historyOf(carol, spaceId, itemId)).versions[0]?.here === true,
  )
  expect((await read(carol, spaceId, itemId, versionId)).text).toBe('Three rooms')
  expect((await historyOf(carol, spaceId, itemId)).can).toEqual({
    keep: false,
    restore: false,
    erase: false,
  })
  const refused = expect.objectContaining({ code: 'NOT_ALLOWED' })
  const { versions } = carol.page
  await expect(versions.keep({ spaceId, itemId, name: 'x' })).rejects.toEqual(refused)
  await expect(versions.restore({ spaceId, itemId, versionId })).rejects.toEqual(refused)
  await expect(versions.erase({ spaceId, itemId, versionIds: null })).rejects.toEqual(refused)
  await expect(historyOf(gus, spaceId, itemId)).rejects.toEqual(refused)
  await expect(read(gus, spaceId, itemId, versionId)).rejects.toEqual(refused)
  await world.pass(2 * MINUTE)
  expect(gus.profile.storage.versions.ids(spaceId)).toEqual([])
})
