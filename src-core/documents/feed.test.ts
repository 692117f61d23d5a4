import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import type { ItemId } from '../base/ids.ts'
import { applyAll, encodeState, loadDoc } from './checkpoint.ts'
import { clientIdFor } from './clientId.ts'
import { createFeed, type FeedChange } from './feed.ts'
import type { FeedRow } from './feedRow.ts'
import { MAX_ORDER_AHEAD } from './limits.ts'

const alice = clientIdFor(0xa11ce, 1)
const bob = clientIdFor(0xb0b, 1)
const id = (n: number) => `item${n}`.padEnd(21, '_').concat('A') as ItemId

function docOf(clientId: number): Y.Doc {
  const doc = new Y.Doc()
  doc.clientID = clientId
  return doc
}

const byId = (rows: Iterable<FeedRow>) => new Map([...rows].map((row) => [row.itemId, row]))

/** Rows as a host would hold them that only listens. */
function follow(doc: Y.Doc) {
  const feed = createFeed(doc)
  const held = byId(feed.rows())
  const changes: FeedChange[] = []
  feed.onChange((change) => {
    changes.push(change)
    for (const row of change.rows) held.set(row.itemId, row)
    for (const itemId of change.removed) held.delete(itemId)
  })
  return { feed, held, changes }
}

describe('a feed', () => {
  test('tells what was posted, by whom and in which order', () => {
    const doc = docOf(alice)
    const feed = createFeed(doc)
    feed.post({ id: id(1), kind: 'message', at: 10, text: 'hello' })
    feed.post({ id: id(2), kind: 'link', at: 11, url: 'https://example.org', text: '' })
    expect(feed.row(id(1))).toEqual({
      itemId: id(1),
      order: 1,
      created: { client: alice, at: 10 },
      edited: null,
      binned: null,
      content: { kind: 'message', text: 'hello' },
      searchText: 'hello',
      manifestWithSecrets: null,
    })
    expect(feed.row(id(2))?.order).toBe(2)
    expect(feed.lastOrder()).toBe(2)
  })

  test('an edit names its editor and leaves the author', () => {
    const doc = docOf(alice)
    createFeed(doc).post({ id: id(1), kind: 'note', at: 10, title: 'Lease' })
    const copy = loadDoc(encodeState(doc))
    copy.clientID = bob
    const feed = createFeed(copy)
    feed.edit(id(1), { at: 20, title: 'Lease, signed' })
    expect(feed.row(id(1))).toMatchObject({
      created: { client: alice },
      edited: { client: bob, at: 20 },
      content: { title: 'Lease, signed' },
      searchText: 'Lease, signed',
    })
    feed.clearEdit(id(1))
    expect(feed.row(id(1))).toMatchObject({ edited: null, content: { title: 'Lease' } })
  })

  test('the bin is a mark that can be taken back', () => {
    const { feed, held } = follow(docOf(alice))
    feed.post({ id: id(1), kind: 'message', at: 1, text: 'x' })
    feed.bin(id(1), 5)
    expect(held.get(id(1))?.binned).toEqual({ client: alice, at: 5 })
    feed.restore(id(1))
    expect(held.get(id(1))?.binned).toBeNull()
    expect(feed.lastOrder()).toBe(1)
  })

  test('a change tells its own rows only', () => {
    const { feed, changes } = follow(docOf(alice))
    for (const n of [1, 2, 3]) feed.post({ id: id(n), kind: 'message', at: n, text: 'x' })
    changes.length = 0
    feed.edit(id(2), { at: 9, text: 'y' })
    expect(
      changes.map(({ rows, removed, meta }) => [rows.map((r) => r.itemId), removed, meta]),
    ).toEqual([[[id(2)], [], false]])
  })

  test('name and enamel are told, and nonsense there is not', () => {
    const doc = docOf(alice)
    const { feed, changes } = follow(doc)
    feed.setMeta({ name: 'Loft', enamel: 'moss' })
    expect(feed.meta()).toEqual({ name: 'Loft', enamel: 'moss', document: false })
    expect(changes).toEqual([{ rows: [], removed: [], meta: true }])
    doc.getMap('meta').set('name', { x: 1 })
    doc.getMap('meta').set('enamel', 'neon')
    expect(feed.meta()).toEqual({ name: null, enamel: null, document: false })
  })
})

describe('what an editor with altered software writes', () => {
  const good = { kind: 'message', order: 1, at: 1, text: 'x' }
  test.each<[string, unknown]>([
    ['no object', 'text'],
    ['null', null],
    ['an unknown kind', { ...good, kind: 'call' }],
    ['text that is a number', { ...good, text: 7 }],
    ['text without end', { ...good, text: 'x'.repeat(20_001) }],
    ['an order that is text', { ...good, order: '1' }],
    ['order zero', { ...good, order: 0 }],
    ['half an order', { ...good, order: 1.5 }],
    ['a time that no calendar has', { ...good, at: 9e15 }],
    ['an address that runs code', { ...good, kind: 'link', url: 'javascript:alert(1)' }],
    ['a manifest of garbage', { ...good, kind: 'file', manifest: new Uint8Array(9) }],
    ['a type where a value belongs', new Y.Map()],
  ])('%s is left out, counted, and harms nothing', (_, value) => {
    const doc = docOf(alice)
    const { feed, held } = follow(doc)
    feed.post({ id: id(1), kind: 'message', at: 1, text: 'fine' })
    doc.getMap('items').set(id(2), value)
    expect([...held.keys()]).toEqual([id(1)])
    expect(feed.ignored()).toBe(1)
    expect(feed.lastOrder()).toBe(1)
    feed.post({ id: id(3), kind: 'message', at: 2, text: 'next' })
    expect(held.get(id(3))?.order).toBe(2)
  })

  test('an item under an id that is no 16 bytes is not shown', () => {
    const doc = docOf(alice)
    const { feed, held } = follow(doc)
    for (const key of ['E'.repeat(22), '', '../../etc/passwd']) doc.getMap('items').set(key, good)
    expect([...held.keys()]).toEqual([])
    expect(feed.ignored()).toBe(3)
  })

  test('an edit that is nonsense leaves the item as it was', () => {
    const doc = docOf(alice)
    const feed = createFeed(doc)
    feed.post({ id: id(1), kind: 'message', at: 1, text: 'fine' })
    doc.getMap('edits').set(id(1), { at: 1, text: { not: 'text' } })
    expect(feed.row(id(1))).toMatchObject({ edited: null, content: { text: 'fine' } })
  })

  test('a huge order is left out and cannot use the numbers up', () => {
    const doc = docOf(alice)
    const { feed, held } = follow(doc)
    for (const [n, order] of [2 ** 53 - 1, 2 ** 50, 2 ** 50 - 1, MAX_ORDER_AHEAD + 9].entries())
      doc.getMap('items').set(id(90 + n), { kind: 'message', order, at: 1, text: 'me last' })
    feed.post({ id: id(1), kind: 'message', at: 1, text: 'honest' })
    expect(held.get(id(1))?.order).toBe(1)
    expect([...held.keys()]).toEqual([id(1)])
    expect(feed.ignored()).toBe(4)
  })
})

describe('any order of arrival', () => {
  const values = fc.oneof(
    fc.record(
      {
        kind: fc.constant('message'),
        order: fc.oneof(fc.integer({ min: 1, max: 30 }), fc.constantFrom(2 ** 20 + 3, 2 ** 40, -1)),
        at: fc.nat(100),
        text: fc.string({ maxLength: 5 }),
      },
      { noNullPrototype: true },
    ),
    fc.constantFrom('garbage', null, 5),
  )
  const command = fc.record({
    device: fc.nat(2),
    item: fc.nat(5),
    what: fc.constantFrom('post', 'edit', 'bin', 'restore', 'drop', 'exchange'),
    value: values,
  })

  /** Three devices act, sometimes exchange, and every transaction becomes one update. */
  function play(
    commands: readonly { device: number; item: number; what: string; value: unknown }[],
  ) {
    const updates: Uint8Array[] = []
    const docs = [0, 1, 2].map((device) => {
      const doc = docOf(clientIdFor(device + 1, 0))
      doc.on('update', (update: Uint8Array, _o: unknown, _d: Y.Doc, { local }: Y.Transaction) => {
        if (local) updates.push(update)
      })
      return doc
    })
    for (const { device, item, what, value } of commands) {
      const doc = docs[device] as Y.Doc
      const map = doc.getMap(what === 'edit' ? 'edits' : what === 'bin' ? 'bin' : 'items')
      if (what === 'post') map.set(id(item), value)
      if (what === 'edit') map.set(id(item), { at: 3, text: `edit ${device}` })
      if (what === 'bin') map.set(id(item), { at: device })
      if (what === 'restore') doc.getMap('bin').delete(id(item))
      if (what === 'drop') map.delete(id(item))
      if (what === 'exchange') applyAll(doc, updates)
    }
    return updates
  }

  test('the same accepted set gives the same projection, and following equals starting afresh (rule 15)', () => {
    fc.assert(
      fc.property(
        fc.array(command, { maxLength: 40 }),
        fc.infiniteStream(fc.nat()),
        fc.nat(6),
        (commands, numbers, cut) => {
          const updates = play(commands)
          const whole = byId(createFeed(loadDoc(undefined, updates)).rows())

          const shuffled = updates
            .map((update) => ({ update, key: numbers.next().value as number }))
            .sort((a, b) => a.key - b.key)
            .map(({ update }) => update)
          const doc = loadDoc(undefined, shuffled.slice(0, cut))
          const { feed, held } = follow(doc)
          for (const update of [...shuffled.slice(cut), ...shuffled.slice(0, 3)])
            Y.applyUpdate(doc, update)

          expect(held).toEqual(whole)
          expect(byId(feed.rows())).toEqual(whole)
          const again = createFeed(loadDoc(encodeState(doc)))
          expect(byId(again.rows())).toEqual(whole)
          expect([feed.lastOrder(), feed.ignored()]).toEqual([again.lastOrder(), again.ignored()])
        },
      ),
      { numRuns: 300 },
    )
  })
})
