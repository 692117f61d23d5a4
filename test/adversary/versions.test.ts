import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { type ItemId, idToBytes, type SpaceId, type VersionId } from '../../src-core/base/ids.ts'
import type { History } from '../../src-core/bridge/contract.ts'
import { openAtRest, sealAtRest } from '../../src-core/crypto/index.ts'
import { clientIdFor, feedDocId } from '../../src-core/documents/index.ts'
import { createVersionBook, sealVersion, treeOf } from '../../src-core/documents/versions/index.ts'
import { versionIdOf } from '../../src-core/documents/versions/versionRecord.ts'
import { openEpochs } from '../../src-core/membership/index.ts'
import type { SpaceRow, VersionRow } from '../../src-core/ports/index.ts'
import { openHeader, openPayload } from '../../src-core/sync/index.ts'
import { gather } from '../scenarios/support/gather.ts'
import { openNote } from '../scenarios/support/openNote.ts'
import type { Person } from '../scenarios/support/world.ts'
import { createForger } from './support/forger.ts'

const MANY = 100_000
const random = { bytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)) }

const historyOf = ({ page }: Person, spaceId: SpaceId, itemId: ItemId): Promise<History> =>
  new Promise((resolve, reject) => {
    const take = (history: History) => {
      resolve(history)
      setImmediate(() => stop())
    }
    const stop = page.versions.watch({ spaceId, itemId }, take, reject)
  })

/** A note with a version that Alice kept, and somebody with altered software. */
async function versioned(seed: string, role: 'editor' | 'viewer') {
  const gathered = await gather(seed)
  const { world, alice, spaceId, join } = gathered
  const bob = await join('Bob', 'editor')
  const eve = await join('Eve', role)
  const { itemId } = await world.settle(alice.page.feed.createNote({ spaceId, title: 'Plan' }))
  const body = openNote(alice, spaceId, itemId)
  await world.pass(100)
  body.write('CANARY')
  await world.pass(500)
  const kept = await world.settle(alice.page.versions.keep({ spaceId, itemId, name: 'Then' }))
  const history = (person: Person) => historyOf(person, spaceId, itemId)
  const has = (person: Person, count = 1) =>
    world.until(async () => {
      const { versions } = await history(person)
      return versions.filter(({ here }) => here).length === count
    })
  await has(bob)
  await has(eve)
  const idsOf = async (person: Person) =>
    (await history(person)).versions.map(({ versionId }) => versionId)
  return { ...gathered, bob, eve, itemId, history, has, idsOf, versionId: kept.versionId }
}

/** The feed as it stands on a disk, to be written on with any software: one change, as an update. */
function changeFeed(
  forger: ReturnType<typeof createForger>,
  person: Person,
  spaceId: SpaceId,
  change: (doc: Y.Doc) => void,
): Uint8Array {
  const { envelopes } = person.profile.storage
  const epochs = openEpochs(forger.state(), forger.identity)
  const doc = new Y.Doc()
  for (const { bytes } of envelopes.ofDocument(spaceId, feedDocId(spaceId), 0, MANY)) {
    const header = openHeader(bytes)
    const epoch = epochs.find(({ epochId }) => epochId === header?.epochId)
    const payload = header && epoch && openPayload(bytes, header, epoch)
    if (payload) Y.applyUpdate(doc, payload)
  }
  doc.clientID = clientIdFor(forger.tag, 123_456)
  let update = new Uint8Array()
  doc.on('update', (made: Uint8Array) => {
    update = new Uint8Array(made)
  })
  doc.transact(() => change(doc))
  return update
}

/** A whole version of its own that says it is of this note. */
function forgedVersion(spaceId: SpaceId, itemId: ItemId) {
  const note = new Y.Doc()
  note.getXmlFragment('body').insert(0, [new Y.XmlElement('paragraph')])
  const tree = treeOf(note)
  const sealed = tree && sealVersion({ spaceId, itemId }, { title: 'x', name: '', tree }, random)
  if (!sealed) throw new Error('not sealed')
  const { hash, check, blob } = sealed
  return { itemId, at: 1, order: 9, kind: 'named' as const, hash, check, bytes: blob.length }
}

test('rule 16: a version that a viewer’s device keeps does not count', async () => {
  const { world, alice, bob, eve, spaceId, itemId, idsOf, versionId } = await versioned(
    'viewer keeps',
    'viewer',
  )
  const forger = createForger(eve, spaceId)
  const payload = changeFeed(forger, eve, spaceId, (doc) =>
    createVersionBook(doc, spaceId, forger.tag).add(forgedVersion(spaceId, itemId)),
  )
  await forger.offer(forger.seal({ payload }))
  await world.pass(10_000)
  for (const person of [alice, bob]) expect(await idsOf(person)).toEqual([versionId])
})

test('rule 16: a version under the name of another device does not count', async () => {
  const { world, alice, bob, eve, spaceId, itemId, idsOf, versionId } = await versioned(
    'wrong device',
    'editor',
  )
  const forger = createForger(eve, spaceId)
  const victim = createForger(alice, spaceId).tag
  const record = forgedVersion(spaceId, itemId)
  const { itemId: item, ...rest } = record
  const payload = changeFeed(forger, eve, spaceId, (doc) =>
    doc.getMap('versions').set(versionIdOf(spaceId, victim, record), { ...rest, item }),
  )
  await forger.offer(forger.seal({ payload }))
  await world.pass(10_000)
  for (const person of [alice, bob]) expect(await idsOf(person)).toEqual([versionId])
})

test('rule 16: an erasure by a viewer’s device has no effect', async () => {
  const { world, alice, bob, eve, spaceId, idsOf, has, versionId } = await versioned(
    'viewer erases',
    'viewer',
  )
  const forger = createForger(eve, spaceId)
  const payload = changeFeed(forger, eve, spaceId, (doc) =>
    createVersionBook(doc, spaceId, forger.tag).erase([versionId], 1, false),
  )
  await forger.offer(forger.seal({ payload }))
  await world.pass(10_000)
  for (const person of [alice, bob]) {
    expect(await idsOf(person)).toEqual([versionId])
    await has(person)
  }
})

test('rule 16: a record of more than 2 MiB is none', async () => {
  const { world, alice, eve, spaceId, itemId, idsOf, versionId } = await versioned(
    'oversized',
    'editor',
  )
  const forger = createForger(eve, spaceId)
  const record = { ...forgedVersion(spaceId, itemId), bytes: 2 * 1024 * 1024 + 1 }
  const payload = changeFeed(forger, eve, spaceId, (doc) =>
    createVersionBook(doc, spaceId, forger.tag).add(record),
  )
  await forger.offer(forger.seal({ payload }))
  await world.pass(10_000)
  expect(await idsOf(alice)).toEqual([versionId])
})

test.for(['another version’s key and content', 'another key', 'altered content'])(
  'rule 16: %s is not taken; the true one comes from somebody else',
  async (what) => {
    const { world, alice, bob, eve, spaceId, itemId, has, join, versionId } = await versioned(
      what,
      'editor',
    )
    const other = await world.settle(alice.page.versions.keep({ spaceId, itemId, name: 'Other' }))
    await has(eve, 2)
    await has(bob, 2)
    const { versions } = eve.profile.storage
    const get = versions.get.bind(versions)
    const { dataKey } = eve.profile.storage.spaces.get(spaceId) as SpaceRow
    const place = (id: VersionId) => ({
      kind: 'version',
      context: [idToBytes(spaceId), idToBytes(id)],
    })
    /** On one's own disk one can put any key in any row. */
    const moved = (from: VersionRow) => {
      const key = openAtRest(dataKey, place(from.versionId), from.sealedKey) as Uint8Array
      return sealAtRest(dataKey, place(versionId), key, random)
    }
    let served = 0
    versions.get = (space, id): VersionRow | undefined => {
      if (id !== versionId) return get(space, id)
      served++
      if (what === 'altered content') {
        const row = get(space, id)
        return row && { ...row, blob: row.blob.map((byte) => byte ^ 1) }
      }
      const foreign = get(space, other.versionId)
      const { blob } = get(space, what === 'another key' ? id : other.versionId) ?? {}
      return foreign && blob && { ...foreign, versionId, blob, sealedKey: moved(foreign) }
    }
    for (const person of [alice, bob]) person.network.setOnline(false)
    alice.network.setOnline(true)
    const carol = await join('Carol', 'viewer')
    alice.network.setOnline(false)
    served = 0
    await world.until(async () => served > 0, 120_000)
    await world.pass(5_000)
    const { versions: told } = await historyOf(carol, spaceId, itemId)
    const has1 = told.find((one) => one.versionId === versionId)?.here
    bob.network.setOnline(true)
    await has(carol, 2)
    const { title } = await carol.page.versions.read({ spaceId, itemId, versionId })
    expect([has1, title]).toEqual([false, 'Plan'])
  },
)

test('rule 16: an erased version does not come back, though its author kept it and takes the erasure out', async () => {
  const { world, alice, bob, eve, spaceId, itemId, idsOf, has, ...scene } = await versioned(
    'comes back',
    'editor',
  )
  const kept = eve.page.versions.keep({ spaceId, itemId, name: 'Of Eve' })
  const { versionId } = await world.settle(kept)
  for (const person of [alice, bob]) await has(person, 2)
  const row = eve.profile.storage.versions.get(spaceId, versionId) as VersionRow
  const forger = createForger(eve, spaceId)
  let record: unknown
  changeFeed(forger, eve, spaceId, (doc) => {
    record = doc.getMap('versions').get(versionId)
  })
  await world.settle(alice.page.versions.erase({ spaceId, itemId, versionIds: [versionId] }))
  for (const person of [bob, eve])
    await world.until(async () => !(await idsOf(person)).includes(versionId))

  // Eve's altered software forgets that it was erased, has it still, and says the record anew.
  const { versions } = eve.profile.storage
  versions.erasures = () => []
  versions.get = (_, id) => (id === versionId ? row : undefined)
  versions.ids = () => [versionId]
  versions.remove = () => undefined
  const payload = changeFeed(forger, eve, spaceId, (doc) => {
    doc.getMap('erased').delete(versionId)
    doc.getMap('versions').set(versionId, record)
  })
  await forger.offer(forger.seal({ payload }))
  await world.until(async () => (await idsOf(eve)).includes(versionId))
  await world.pass(60_000)
  for (const person of [alice, bob]) {
    expect(person.profile.storage.versions.get(spaceId, versionId)).toBeUndefined()
    expect(await idsOf(person)).toEqual([scene.versionId])
  }
})
