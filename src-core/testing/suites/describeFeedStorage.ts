import { describe, expect, it } from 'vitest'
import type { FeedFilter, Storage } from '../../ports/index.ts'
import {
  alice,
  bob,
  commentIdOf,
  commentRow,
  itemIdOf,
  itemRow,
  spaceA,
  spaceB,
  spaceRow,
} from './storageRows.ts'

const file = (picture: unknown) => JSON.stringify({ kind: 'file', name: 'a', picture })

/** The part of `describeStorage` about windows, comments and search. */
export function describeFeedStorage(storage: () => Storage): void {
  const ids = (filter: FeedFilter, offset = 0, limit = 100) =>
    storage()
      .feed.window(spaceA, filter, offset, limit)
      .map(({ itemId }) => itemId)

  describe('the feed', () => {
    it('gives items back as they were put, and the newest state of each', () => {
      const { feed } = storage()
      const changed = itemRow(1, {
        kind: 'note',
        editedAt: 5,
        editedBy: bob,
        content: '{"kind":"note"}',
        searchText: 'x',
      })
      feed.putItems(spaceA, [itemRow(1), itemRow(2)])
      feed.putItems(spaceA, [changed])
      expect(feed.item(spaceA, itemIdOf(1))).toEqual(changed)
      expect(feed.window(spaceA, 'everything', 0, 10)).toEqual([changed, itemRow(2)])
      expect(feed.item(spaceB, itemIdOf(1))).toBeUndefined()
      feed.removeItems(spaceA, [itemIdOf(1), itemIdOf(9)])
      expect(ids('everything')).toEqual([itemIdOf(2)])
    })

    it('orders by the logical clock and then by id, whatever the order of arrival', () => {
      storage().feed.putItems(spaceA, [
        itemRow(7, { order: 3 }),
        itemRow(2, { order: 3 }),
        itemRow(9, { order: 2 ** 50 }),
        itemRow(5, { order: 1 }),
      ])
      expect(ids('everything')).toEqual([5, 2, 7, 9].map(itemIdOf))
      expect(ids('everything', 1, 2)).toEqual([2, 7].map(itemIdOf))
      expect(ids('everything', 4, 2)).toEqual([])
      expect(storage().feed.lastOrder(spaceA)).toBe(2 ** 50)
      expect(storage().feed.lastOrder(spaceB)).toBe(0)
    })

    it('filters by kind and by picture', () => {
      const { feed } = storage()
      feed.putItems(spaceA, [
        itemRow(1),
        itemRow(2, { kind: 'file', content: file(null) }),
        itemRow(3, { kind: 'file', content: file({ width: 1, height: 1, alt: '' }) }),
        itemRow(4, { kind: 'note', content: '{"kind":"note"}' }),
        itemRow(5, { kind: 'note', content: '{"kind":"note"}' }),
      ])
      expect(ids('file')).toEqual([2, 3].map(itemIdOf))
      expect(ids('picture')).toEqual([3].map(itemIdOf))
      expect(ids('note', 1)).toEqual([5].map(itemIdOf))
      expect(
        (['everything', 'message', 'file', 'picture', 'link'] as const).map((one) =>
          feed.count(spaceA, one),
        ),
      ).toEqual([5, 1, 2, 1, 0])
      expect(feed.indexOf(spaceA, 'file', itemIdOf(3))).toBe(1)
      expect(feed.indexOf(spaceA, 'message', itemIdOf(3))).toBeUndefined()
      expect(feed.indexAfter(spaceA, 'note', 4)).toBe(1)
    })

    it('finds places in the feed', () => {
      const { feed } = storage()
      feed.putItems(
        spaceA,
        [1, 2, 4, 8].map((n) => itemRow(n, { author: n > 2 ? bob : alice })),
      )
      expect([0, 2, 3, 8].map((order) => feed.indexAfter(spaceA, 'everything', order))).toEqual([
        0, 2, 2, 4,
      ])
      expect(feed.indexOf(spaceA, 'everything', itemIdOf(4))).toBe(2)
      expect(feed.indexOf(spaceA, 'everything', itemIdOf(3))).toBeUndefined()
      expect(feed.unread(spaceA, 4, alice)).toBe(1)
      expect(feed.unread(spaceA, 0, alice)).toBe(2)
      expect(feed.unread(spaceA, 0, bob)).toBe(2)
    })

    it('leaves binned items out of everything but the item itself', () => {
      const { feed } = storage()
      const binned = itemRow(2, { binnedAt: 9, binnedBy: alice, author: bob, searchText: 'plum' })
      feed.putItems(spaceA, [itemRow(1), { ...binned, binnedAt: null, binnedBy: null }])
      expect(feed.search('plum', spaceA, 5)).toHaveLength(1)
      feed.putItems(spaceA, [binned])
      expect(feed.item(spaceA, itemIdOf(2))).toEqual(binned)
      expect(ids('everything')).toEqual([itemIdOf(1)])
      expect(feed.count(spaceA, 'message')).toBe(1)
      expect(feed.indexOf(spaceA, 'everything', itemIdOf(2))).toBeUndefined()
      expect(feed.unread(spaceA, 0, alice)).toBe(0)
      expect(feed.lastOrder(spaceA)).toBe(2)
      expect(feed.search('plum', spaceA, 5)).toEqual([])
      feed.putItems(spaceA, [{ ...binned, binnedAt: null, binnedBy: null }])
      expect(ids('everything')).toEqual([1, 2].map(itemIdOf))
      expect(feed.search('plum', spaceA, 5)).toHaveLength(1)
    })

    it('keeps comments in order and says the last two of each item', () => {
      const { feed } = storage()
      const [first, second] = [itemIdOf(1), itemIdOf(2)]
      feed.putComments(spaceA, [
        commentRow(3, first),
        commentRow(1, first),
        commentRow(2, first),
        commentRow(4, second),
        commentRow(5, first, { binnedAt: 9 }),
      ])
      feed.putComments(spaceA, [commentRow(3, first, { text: 'better', editedAt: 9 })])
      const third = commentRow(3, first, { text: 'better', editedAt: 9 })
      expect(feed.comments(spaceA, first)).toEqual([
        commentRow(1, first),
        commentRow(2, first),
        third,
      ])
      const summaries = feed.commentSummaries(spaceA, [first, second, itemIdOf(3)])
      expect(summaries.get(first)).toEqual({ total: 3, latest: [commentRow(2, first), third] })
      expect(summaries.get(second)).toEqual({ total: 1, latest: [commentRow(4, second)] })
      expect(summaries.get(itemIdOf(3))?.total ?? 0).toBe(0)
      expect(feed.comment(spaceA, commentIdOf(3))).toEqual(third)
      feed.removeComments(spaceA, [commentIdOf(3)])
      expect(feed.comment(spaceA, commentIdOf(3))).toBeUndefined()
      expect(feed.comments(spaceA, first)).toHaveLength(2)
    })
  })

  describe('search', () => {
    const found = (query: string, spaceId: typeof spaceA | null = spaceA, limit = 10) =>
      storage()
        .feed.search(query, spaceId, limit)
        .map(({ itemId }) => itemId)

    it('finds words without regard to case and accents, the last one by its beginning', () => {
      storage().feed.putItems(spaceA, [
        itemRow(1, { searchText: 'The Café contract, second draft' }),
        itemRow(2, { searchText: 'A contract for the garden' }),
        itemRow(3, { searchText: 'قرار المحكمة 2026' }),
      ])
      expect(found('cafe')).toEqual([itemIdOf(1)])
      expect(found('CONTRACT gar')).toEqual([itemIdOf(2)])
      expect(found('contract')).toEqual([2, 1].map(itemIdOf))
      expect(found('contract orchard')).toEqual([])
      expect(found('المحكمة')).toEqual([itemIdOf(3)])
    })

    it('takes operators, quotes and nothing as plain text', () => {
      storage().feed.putItems(spaceA, [itemRow(1, { searchText: 'near or not' })])
      expect(found('near OR not')).toEqual([itemIdOf(1)])
      for (const odd of [
        '',
        '   ',
        '"',
        '*',
        'scope:s1',
        "x' OR 1=1 --",
        'NEAR(a b)',
        '^',
        '(',
        '-',
      ])
        expect(found(odd)).toEqual([])
    })

    it('finds comments by the item they stand on, newest first, in one Space or all', () => {
      const { feed } = storage()
      feed.putItems(spaceA, [itemRow(1, { searchText: 'quince jam' })])
      feed.putItems(spaceB, [itemRow(2, { searchText: 'quince tree', createdAt: 99_999 })])
      feed.putComments(spaceA, [commentRow(1, itemIdOf(1), { text: 'more quince' })])
      const hits = feed.search('quince', null, 10)
      expect(hits.map(({ spaceId, itemId }) => [spaceId, itemId])).toEqual([
        [spaceB, itemIdOf(2)],
        [spaceA, itemIdOf(1)],
        [spaceA, itemIdOf(1)],
      ])
      expect(hits[1]).toEqual({
        spaceId: spaceA,
        itemId: itemIdOf(1),
        kind: 'message',
        snippet: 'more \u0001quince\u0002',
        createdAt: 20_001,
      })
      expect(found('quince', spaceB)).toEqual([itemIdOf(2)])
      expect(found('quince', null, 1)).toEqual([itemIdOf(2)])
    })

    const indexAll = () => {
      for (let turn = 0; storage().feed.indexSome() !== 'nothing'; turn++)
        if (turn > 1_000) throw new Error('the index is never finished')
    }

    it('finds the same before, between and after the turns of the index', () => {
      const { feed } = storage()
      const words = (number: number) => ({ searchText: `shared only${number}end` })
      const all = Array.from({ length: 300 }, (_, number) => itemRow(number, words(number)))
      feed.putItems(spaceA, all)
      feed.indexSome()
      expect(found('shared', spaceA, 500)).toHaveLength(300)
      feed.putItems(spaceA, [itemRow(300, words(300)), itemRow(7, { searchText: 'another' })])
      feed.putComments(spaceA, [commentRow(1, itemIdOf(9), { text: 'shared too' })])
      expect(found('shared', spaceA, 500)).toHaveLength(301)
      indexAll()
      expect(found('shared', spaceA, 500)).toHaveLength(301)
      expect([found('only300end'), found('another'), found('only7end')]).toEqual([
        [itemIdOf(300)],
        [itemIdOf(7)],
        [],
      ])
    })

    it('finds nothing of what was changed, binned or removed before the index came to it', () => {
      const { feed } = storage()
      feed.putItems(
        spaceA,
        [1, 2, 3].map((number) => itemRow(number, { searchText: 'early' })),
      )
      feed.putItems(spaceA, [itemRow(1, { searchText: 'late' })])
      feed.putItems(spaceA, [itemRow(2, { searchText: 'early', binnedAt: 5, binnedBy: alice })])
      feed.removeItems(spaceA, [itemIdOf(3)])
      expect([found('early'), found('late')]).toEqual([[], [itemIdOf(1)]])
      indexAll()
      feed.putItems(spaceA, [itemRow(2, { searchText: 'early' })])
      feed.putItems(spaceA, [itemRow(1, { searchText: 'later' })])
      expect([found('early'), found('late')]).toEqual([[itemIdOf(2)], [itemIdOf(1)]])
      storage().spaces.put(spaceRow())
      storage().spaces.erase(spaceA)
      indexAll()
      expect(found('early', null)).toEqual([])
    })

    it('follows edits and removals', () => {
      const { feed } = storage()
      feed.putItems(spaceA, [itemRow(1, { searchText: 'before' })])
      feed.putComments(spaceA, [commentRow(1, itemIdOf(1), { text: 'sooner' })])
      feed.putItems(spaceA, [itemRow(1, { searchText: 'after' })])
      feed.putComments(spaceA, [commentRow(1, itemIdOf(1), { text: 'later' })])
      expect([found('before'), found('sooner')]).toEqual([[], []])
      expect([found('after'), found('later')]).toEqual([[itemIdOf(1)], [itemIdOf(1)]])
      feed.removeComments(spaceA, [commentIdOf(1)])
      feed.removeItems(spaceA, [itemIdOf(1)])
      expect([found('after'), found('later')]).toEqual([[], []])
    })
  })
}
