import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type {
  CommentId,
  DeviceId,
  DocId,
  EntryHash,
  ItemId,
  SpaceId,
  UserId,
} from '../../base/ids.ts'
import type { CommentRow, ItemRow } from '../feedStore.ts'
import { createMemoryStorage } from './createMemoryStorage.ts'

const space = 's'.repeat(43) as SpaceId
const other = 'o'.repeat(43) as SpaceId
const alice = 'alice' as UserId
const bob = 'bob' as UserId

const item = (order: number, change: Partial<ItemRow> = {}): ItemRow => ({
  itemId: `item${order}` as ItemId,
  kind: 'message',
  order,
  author: alice,
  device: 'd' as DeviceId,
  seq: 1,
  createdAt: order,
  editedAt: null,
  editedBy: null,
  binnedAt: null,
  binnedBy: null,
  content: '{"kind":"message","text":"x"}',
  searchText: `text ${order}`,
  ...change,
})

const comment = (order: number, change: Partial<CommentRow> = {}): CommentRow => ({
  commentId: `comment${order}` as CommentId,
  itemId: 'item1' as ItemId,
  order,
  author: bob,
  device: 'd' as DeviceId,
  seq: 1,
  createdAt: 100 + order,
  editedAt: null,
  binnedAt: null,
  text: `remark ${order}`,
  ...change,
})

const envelope = (deviceId: string, seq: number, docId = 'doc') => ({
  docId: docId as DocId,
  deviceId: deviceId as DeviceId,
  seq,
  hash: `${deviceId}${seq}`,
  bytes: Uint8Array.of(seq),
})

/** All that a caller can see. */
const view = ({ feed, envelopes, spaces, log }: ReturnType<typeof createMemoryStorage>) => ({
  items: feed.window(space, 'everything', 0, 1000),
  pictures: feed.count(space, 'picture'),
  lastOrder: feed.lastOrder(space),
  comments: feed.comments(space, 'item1' as ItemId),
  heads: envelopes.heads(space),
  ofDocument: envelopes.ofDocument(space, 'doc' as DocId, 0, 1000),
  held: envelopes.held(space),
  spaces: spaces.list(),
  log: log.list(space),
})

describe('a failed transaction', () => {
  const steps: ((storage: ReturnType<typeof createMemoryStorage>, n: number) => void)[] = [
    (storage, n) => storage.feed.putItems(space, [item(n)]),
    (storage, n) => storage.feed.putItems(space, [item(n, { binnedAt: 5, kind: 'note' })]),
    (storage, n) => storage.feed.removeItems(space, [item(n).itemId]),
    (storage, n) => storage.feed.putComments(space, [comment(n)]),
    (storage, n) => storage.feed.removeComments(space, [comment(n).commentId]),
    (storage, n) => storage.envelopes.append(space, envelope('a', n)),
    (storage, n) => storage.envelopes.hold(space, envelope('a', n)),
    (storage, n) => storage.envelopes.release(space, 'a' as DeviceId, n),
    (storage, n) => storage.log.append(space, `h${n}` as EntryHash, Uint8Array.of(n)),
    (storage) => storage.spaces.erase(space),
    (storage, n) =>
      storage.spaces.put({
        spaceId: space,
        dataKey: new Uint8Array(32),
        addedAt: n,
        sample: false,
        parent: null,
        document: false,
        name: 'Loft',
        enamel: 'moss',
        readOrder: 0,
        readAt: 0,
      }),
  ]
  const step = fc.tuple(fc.nat(steps.length - 1), fc.integer({ min: 1, max: 8 }))

  test('leaves nothing behind, whatever it did', () => {
    fc.assert(
      fc.property(fc.array(step), fc.array(step), (first, second) => {
        const storage = createMemoryStorage()
        for (const [which, n] of first) steps[which]?.(storage, n)
        const before = structuredClone(view(storage))
        expect(() =>
          storage.transaction(() => {
            for (const [which, n] of second) steps[which]?.(storage, n)
            throw new Error('full')
          }),
        ).toThrow('full')
        expect(view(storage)).toEqual(before)
      }),
    )
  })

  test('dooms the transaction it is part of, also when its failure is caught', () => {
    const storage = createMemoryStorage()
    expect(() =>
      storage.transaction(() => {
        storage.settings.set('a', '1')
        try {
          storage.transaction(() => {
            throw new Error('inner')
          })
        } catch {}
      }),
    ).toThrow('inner')
    expect(storage.settings.get('a')).toBeUndefined()
  })
})

describe('the feed', () => {
  test('windows, indexes and counts agree with a plain sort', () => {
    const rows = fc.uniqueArray(
      fc.record({
        order: fc.integer({ min: 1, max: 9 }),
        id: fc.integer({ min: 1, max: 500 }),
        binned: fc.boolean(),
        kind: fc.constantFrom('message' as const, 'link' as const),
      }),
      { selector: ({ id }) => id },
    )
    fc.assert(
      fc.property(rows, fc.nat(12), (specs, probe) => {
        const { feed } = createMemoryStorage()
        const all = specs.map(({ order, id, binned, kind }) =>
          item(order, { itemId: `i${id}` as ItemId, binnedAt: binned ? 1 : null, kind }),
        )
        feed.putItems(space, all)
        const shown = all
          .filter(({ binnedAt, kind }) => binnedAt === null && kind === 'link')
          .sort((a, b) => a.order - b.order || (a.itemId < b.itemId ? -1 : 1))
        expect(feed.window(space, 'link', 0, 1000)).toEqual(shown)
        expect(feed.window(space, 'link', probe, 2)).toEqual(shown.slice(probe, probe + 2))
        const after = shown.findIndex(({ order }) => order > probe)
        expect(feed.indexAfter(space, 'link', probe)).toBe(after < 0 ? shown.length : after)
        for (const { itemId } of all) {
          const index = shown.findIndex((one) => one.itemId === itemId)
          expect(feed.indexOf(space, 'link', itemId)).toBe(index < 0 ? undefined : index)
        }
        expect(feed.lastOrder(space)).toBe(Math.max(0, ...all.map(({ order }) => order)))
      }),
    )
  })

  test('files with a picture are shown as pictures too', () => {
    const { feed } = createMemoryStorage()
    const picture = { width: 1, height: 1, alt: '' }
    const content = (value: object) => JSON.stringify({ kind: 'file', text: '', ...value })
    feed.putItems(space, [
      item(1, { kind: 'file', content: content({ picture }) }),
      item(2, { kind: 'file', content: content({ picture: null }) }),
      item(3, { content: '{"kind":"message","text":"picture"}' }),
    ])
    expect(feed.window(space, 'picture', 0, 9).map(({ order }) => order)).toEqual([1])
    expect(feed.count(space, 'file')).toBe(2)
  })

  test('what others wrote above an order is unread', () => {
    const { feed } = createMemoryStorage()
    feed.putItems(space, [item(1), item(2, { author: bob }), item(3), item(4, { author: bob })])
    expect(feed.unread(space, 1, alice)).toBe(2)
    expect(feed.unread(space, 2, alice)).toBe(1)
    expect(feed.unread(space, 4, alice)).toBe(0)
  })

  test('a summary tells the number of comments and the last two', () => {
    const { feed } = createMemoryStorage()
    feed.putComments(space, [comment(3), comment(1), comment(2), comment(4, { binnedAt: 9 })])
    const summary = feed.commentSummaries(space, ['item1' as ItemId]).get('item1' as ItemId)
    expect(summary?.total).toBe(3)
    expect(summary?.latest.map(({ order }) => order)).toEqual([2, 3])
    expect(feed.comment(space, 'comment4' as CommentId)).toBeUndefined()
  })
})

describe('search', () => {
  test('every word must begin a word of the text, without regard to case and accents', () => {
    const { feed } = createMemoryStorage()
    feed.putItems(space, [
      item(1, { searchText: 'Le bail de la Forêt est signé' }),
      item(2, { searchText: 'forest' }),
    ])
    const find = (query: string) => feed.search(query, space, 9).map(({ itemId }) => itemId)
    expect(find('foret SIG')).toEqual(['item1'])
    expect(find('for')).toEqual(['item2', 'item1'])
    expect(find('oret')).toEqual([])
    expect(find(' - ')).toEqual([])
  })

  test('a hit shows its match between marks, and a comment leads to its item', () => {
    const { feed } = createMemoryStorage()
    feed.putItems(space, [item(1, { searchText: 'lease' })])
    feed.putComments(space, [comment(1, { text: 'Is the lease ready?' })])
    expect(feed.search('lease', null, 9)).toMatchObject([
      { itemId: 'item1', snippet: 'Is the \u0001lease\u0002 ready?' },
      { itemId: 'item1', snippet: '\u0001lease\u0002' },
    ])
  })

  test('binned items and their comments are not found', () => {
    const { feed } = createMemoryStorage()
    feed.putItems(space, [item(1, { binnedAt: 1, searchText: 'lease' })])
    feed.putComments(space, [comment(1, { text: 'lease' })])
    expect(feed.search('lease', null, 9)).toEqual([])
  })
})

describe('envelopes', () => {
  test('are read by device from a sequence number and by document from a position', () => {
    const { envelopes } = createMemoryStorage()
    const positions = [envelope('a', 1), envelope('b', 1, 'note'), envelope('a', 2)].map((row) =>
      envelopes.append(space, row),
    )
    expect(envelopes.heads(space).map(({ deviceId, seq }) => [deviceId, seq])).toEqual([
      ['a', 2],
      ['b', 1],
    ])
    expect(envelopes.ofDevice(space, 'a' as DeviceId, 2, 9).map(({ seq }) => seq)).toEqual([2])
    expect(
      envelopes.ofDocument(space, 'doc' as DocId, positions[0] as number, 9).map(({ seq }) => seq),
    ).toEqual([2])
  })

  test('do not change when the caller reuses its buffer', () => {
    const { envelopes } = createMemoryStorage()
    const row = envelope('a', 1)
    envelopes.append(space, row)
    row.bytes.fill(9)
    expect(envelopes.ofDevice(space, 'a' as DeviceId, 1, 1)[0]?.bytes).toEqual(Uint8Array.of(1))
  })
})

test('erasing a Space removes everything that names it, and nothing of another', () => {
  const storage = createMemoryStorage()
  for (const spaceId of [space, other]) {
    storage.feed.putItems(spaceId, [item(1)])
    storage.feed.putComments(spaceId, [comment(1)])
    storage.envelopes.append(spaceId, envelope('a', 1))
    storage.log.append(spaceId, 'h' as EntryHash, Uint8Array.of(1))
    storage.checkpoints.put(spaceId, 'doc' as DocId, 1, Uint8Array.of(1))
    storage.spaces.putSecret(spaceId, 'epoch', 'e' as never, Uint8Array.of(1))
    storage.personal.putPerson({
      spaceId,
      userId: bob,
      name: 'Bob',
      email: null,
      card: Uint8Array.of(1),
      updatedAt: 1,
    })
  }
  const used = storage.usedBytes()
  storage.spaces.erase(space)
  expect(storage.usedBytes()).toBe(used / 2)
  expect(view(storage)).toMatchObject({ items: [], comments: [], heads: [], log: [] })
  expect(storage.checkpoints.get(space, 'doc' as DocId)).toBeUndefined()
  expect(storage.spaces.secrets(space, 'epoch')).toEqual([])
  expect(storage.personal.people(space)).toEqual([])
  expect(storage.personal.people(other)).toHaveLength(1)
  expect(storage.feed.count(other, 'everything')).toBe(1)
})
