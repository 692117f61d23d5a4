import { beforeAll, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { ItemId, SpaceId, VersionId } from '../../base/ids.ts'
import { ready } from '../../crypto/index.ts'
import { createSeededRandom } from '../../testing/seededRandom.ts'
import { createBodyOf } from '../bodies.ts'
import { clientIdFor } from '../clientId.ts'
import { docOfTree, type NoteTree, treeOf, writeTree } from './noteTree.ts'
import { checkOf, isVersion, openVersion, sealVersion } from './versionBlob.ts'
import { createVersionBook, type VersionBook } from './versionBook.ts'
import { tagOfVersion, type VersionRecord, versionIdOf } from './versionRecord.ts'

const spaceId = 'A'.repeat(43) as SpaceId
const itemId = 'itemitemitemitemitemiA' as ItemId
const other = 'otherotherotherotheroA' as ItemId
const place = { spaceId, itemId }
const random = createSeededRandom('versions')
beforeAll(ready)

function note(...texts: string[]): Y.Doc {
  const doc = new Y.Doc()
  createBodyOf(
    doc,
    texts.map((text) => ({ type: 'paragraph' as const, text })),
  )
  return doc
}
const tree = (doc: Y.Doc) => treeOf(doc) as NoteTree
const bodyOf = (doc: Y.Doc) => doc.getXmlFragment('body').toString()

describe('the text of a note', () => {
  it('becomes the same text in a document of its own, marks and lists included', () => {
    const doc = new Y.Doc()
    createBodyOf(doc, [
      { type: 'heading', text: 'Order' },
      { type: 'paragraph', text: 'a **bold** and *slanted* word' },
      { type: 'task', text: 'call' },
      { type: 'bullet', text: 'one' },
    ])
    const copy = docOfTree(tree(doc))
    expect(bodyOf(copy)).toBe(bodyOf(doc))
    expect(tree(copy)).toEqual(tree(doc))
  })

  it('brings nothing along of what was deleted, and of who wrote it', () => {
    const doc = note('kept', 'CANARY')
    doc.getXmlFragment('body').delete(1, 1)
    const update = Y.encodeStateAsUpdate(docOfTree(tree(doc)))
    expect(Buffer.from(update).includes('CANARY')).toBe(false)
    expect(Y.decodeUpdate(update).structs.some(({ id }) => id.client === doc.clientID)).toBe(false)
  })

  it('comes back as an edit that leaves equal blocks where they are', () => {
    const doc = note('first', 'second', 'last')
    const before = tree(doc)
    const [first, , last] = doc.getXmlFragment('body').toArray()
    doc.getXmlFragment('body').delete(1, 1)
    writeTree(doc, before)
    const now = doc.getXmlFragment('body').toArray()
    expect(tree(doc)).toEqual(before)
    expect([now[0] === first, now[2] === last]).toEqual([true, true])
  })

  it('is written whole where nothing is alike, into an empty note, and empty over a full one', () => {
    for (const [from, to] of [
      [['a', 'b'], ['c']],
      [[], ['c', 'd']],
      [['a', 'b'], []],
      [
        ['a', 'a'],
        ['a', 'a', 'a'],
      ],
    ] as const) {
      const doc = note(...from)
      writeTree(doc, tree(note(...to)))
      expect(tree(doc)).toEqual(tree(note(...to)))
    }
  })

  it('is not kept beyond the limits of depth', () => {
    const doc = note('a')
    let inner = new Y.XmlElement('blockquote')
    doc.getXmlFragment('body').push([inner])
    for (let depth = 0; depth < 80; depth++) {
      const next = new Y.XmlElement('blockquote')
      inner.push([next])
      inner = next
    }
    expect(treeOf(doc)).toBeUndefined()
  })
})

describe('a sealed version', () => {
  const content = () => ({ title: 'Plan', name: 'Before the visit', tree: tree(note('text')) })
  const seal = () => {
    const sealed = sealVersion(place, content(), random)
    if (!sealed) throw new Error('not sealed')
    return sealed
  }

  it('opens with its own key and in its own note only', () => {
    const { keyWithSecrets, blob } = seal()
    expect(openVersion(place, keyWithSecrets, blob)).toEqual(content())
    expect(openVersion(place, seal().keyWithSecrets, blob)).toBeUndefined()
    expect(openVersion({ spaceId, itemId: other }, keyWithSecrets, blob)).toBeUndefined()
  })

  it('is taken with exactly the key and the bytes that its record names', () => {
    const { keyWithSecrets: key, blob, hash, check } = seal()
    const record = { hash, check, bytes: blob.length }
    const foreign = seal()
    expect(isVersion(place, record, { key, blob })).toBe(true)
    expect(isVersion(place, record, { key: foreign.keyWithSecrets, blob })).toBe(false)
    expect(isVersion(place, record, { key, blob: foreign.blob })).toBe(false)
    expect(isVersion(place, record, { key, blob: blob.slice(1) })).toBe(false)
    expect(isVersion({ spaceId, itemId: other }, record, { key, blob })).toBe(false)
    const longer = { ...record, bytes: blob.length + 1 }
    expect(isVersion(place, longer, { key, blob })).toBe(false)
  })

  it('is not made of more than 2 MiB', () => {
    const large = { ...content(), tree: tree(note('x'.repeat(2 * 1024 * 1024))) }
    expect(sealVersion(place, large, random)).toBeUndefined()
  })

  it('holds nothing that is no note, however its author sealed it', () => {
    const deep = (levels: number): unknown =>
      levels === 0 ? { text: 'x' } : { name: 'p', children: [deep(levels - 1)] }
    for (const nodes of [
      'text',
      [{ name: '' }],
      [{ text: 1 }],
      [null],
      [{ name: 'p', children: 'x' }],
      [{ name: 'p', attributes: ['x'] }],
      [{ name: 'p', attributes: { x: 'y'.repeat(20_000) } }],
      [deep(70)],
      Array.from({ length: 100_001 }, () => ({ text: '' })),
    ]) {
      const odd = { schemaVersion: 1, nodes } as unknown as NoteTree
      const sealed = sealVersion(place, { title: '', name: '', tree: odd }, random)
      expect(sealed && openVersion(place, sealed.keyWithSecrets, sealed.blob)).toBeUndefined()
    }
  })
})

describe('what is said of versions', () => {
  const TAG = 0xfee1_0001
  const book = (tag = TAG) => {
    const doc = new Y.Doc()
    doc.clientID = clientIdFor(tag, 7)
    return { doc, book: createVersionBook(doc, spaceId, tag) }
  }
  const record = (order: number, change: Partial<VersionRecord> = {}): VersionRecord => ({
    itemId,
    at: 1000,
    order,
    kind: 'automatic',
    hash: new Uint8Array(32).fill(order),
    check: checkOf(new Uint8Array(32), place),
    bytes: 100,
    ...change,
  })
  const idsOf = (versions: VersionBook) => [...versions.live()].map(({ versionId }) => versionId)

  it('names the device that kept it in its id', () => {
    expect(tagOfVersion(versionIdOf(spaceId, TAG, record(1)))).toBe(TAG)
  })

  it('is read back as it was written, in both of two documents', () => {
    const alice = book()
    const versionId = alice.book.add(record(1))
    const bob = book(3)
    Y.applyUpdate(bob.doc, Y.encodeStateAsUpdate(alice.doc))
    expect([...bob.book.live()]).toEqual([{ ...record(1), versionId, client: alice.doc.clientID }])
    expect(bob.book.nextOrder()).toBe(2)
  })

  it('does not count under another id, and not when another device wrote it', () => {
    const { doc, book: versions } = book()
    const map = doc.getMap('versions')
    const { itemId: item, ...rest } = record(1)
    map.set(versionIdOf(spaceId, TAG, record(2)), { ...rest, item })
    map.set(versionIdOf(spaceId, 9, record(1)), { ...rest, item })
    expect(idsOf(versions)).toEqual([])
    map.set(versionIdOf(spaceId, TAG, record(1)), { ...rest, item })
    expect(idsOf(versions)).toHaveLength(1)
  })

  it('leaves out what is malformed, too large or far ahead of all others', () => {
    const { doc, book: versions } = book()
    for (const odd of [
      record(1, { bytes: 3 * 1024 * 1024 }),
      record(1, { hash: new Uint8Array(31) }),
      record(2 ** 40),
    ]) {
      const { itemId: item, ...rest } = odd
      const id =
        odd.hash.length === 32 ? versionIdOf(spaceId, TAG, odd) : 'x'.repeat(21).concat('A')
      doc.getMap('versions').set(id, { ...rest, item })
    }
    expect(idsOf(versions)).toEqual([])
    expect(versions.nextOrder()).toBe(1)
  })

  it('is erased whichever comes first, the version or its erasure', () => {
    const alice = book()
    const versionId = alice.book.add(record(1))
    const kept = Y.encodeStateAsUpdate(alice.doc)
    const before = Y.encodeStateVector(alice.doc)
    alice.book.erase([versionId], 2000, false)
    const erasure = Y.encodeStateAsUpdate(alice.doc, before)
    for (const updates of [
      [kept, erasure],
      [erasure, kept],
    ]) {
      const bob = book(3)
      for (const update of updates) Y.applyUpdate(bob.doc, update)
      expect(idsOf(bob.book)).toEqual([])
      expect([...bob.book.erased()]).toEqual([
        {
          ...{ versionId, itemId, at: 2000, keptAt: 1000, thinned: false },
          client: alice.doc.clientID,
        },
      ])
    }
  })

  it('stays erased when it is written again', () => {
    const { book: versions } = book()
    const versionId = versions.add(record(1))
    versions.erase([versionId], 2000, true)
    expect(versions.add(record(1))).toBe(versionId)
    expect(idsOf(versions)).toEqual([])
    expect(versions.get(versionId)).toBeUndefined()
  })

  it('erases nothing that is not there', () => {
    const { book: versions } = book()
    versions.erase(['nothingnothingnothingA' as VersionId], 1, false)
    expect([...versions.erased()]).toEqual([])
  })
})
