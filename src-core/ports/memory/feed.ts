import type { SpaceId } from '../../base/ids.ts'
import type { CommentRow, FeedStore } from '../feedStore.ts'
import { sizeOf } from './bytes.ts'
import { createCommentTable } from './commentTable.ts'
import { createItemTable } from './items.ts'
import type { Journal, Place } from './journal.ts'
import { createSearch } from './search.ts'
import type { Section } from './section.ts'
import { createShelf, rowsOf } from './table.ts'

/** The feed's store, and what it holds of a Space for those who read it otherwise. */
export interface FeedSection extends Section<FeedStore> {
  tables(spaceId: SpaceId): SpaceFeed | undefined
}

type SpaceFeed = ReturnType<typeof createSpaceFeed>

export function createFeedStore(journal: Journal): FeedSection {
  const shelf = createShelf<SpaceId, SpaceFeed>(journal, 'feed', (place) =>
    createSpaceFeed(journal, place),
  )
  const items = (spaceId: SpaceId) => shelf.peek(spaceId)?.items
  const comments = (spaceId: SpaceId) => shelf.peek(spaceId)?.comments

  const store: FeedStore = {
    putItems: (spaceId, rows) =>
      journal.transaction(() => {
        for (const row of rows) shelf.of(spaceId).items.rows.set(row.itemId, row)
      }),
    removeItems: (spaceId, itemIds) =>
      journal.transaction(() => {
        for (const itemId of itemIds) items(spaceId)?.rows.delete(itemId)
      }),
    item: (spaceId, itemId) => items(spaceId)?.rows.get(itemId),
    count: (spaceId, filter) => items(spaceId)?.shown(filter).length ?? 0,
    window: (spaceId, filter, offset, limit) =>
      items(spaceId)
        ?.shown(filter)
        .slice(offset, offset + limit) ?? [],
    indexAfter: (spaceId, filter, order) =>
      items(spaceId)
        ?.shown(filter)
        .findFirst((row) => row.order > order) ?? 0,
    indexOf(spaceId, filter, itemId) {
      const row = items(spaceId)?.rows.get(itemId)
      const list = items(spaceId)?.shown(filter)
      const index = row && list?.lowerBound(row)
      return index !== undefined && list?.at(index)?.itemId === itemId ? index : undefined
    },
    lastOrder: (spaceId) => items(spaceId)?.lastOrder() ?? 0,
    unread: (spaceId, order, self) => items(spaceId)?.unread(order, self) ?? 0,
    putComments: (spaceId, rows) =>
      journal.transaction(() => {
        for (const row of rows) putComment(shelf.of(spaceId), row)
      }),
    removeComments: (spaceId, commentIds) =>
      journal.transaction(() => {
        for (const id of commentIds) comments(spaceId)?.rows.delete(id)
      }),
    comment(spaceId, commentId) {
      const row = comments(spaceId)?.rows.get(commentId)
      return row?.binnedAt === null ? row : undefined
    },
    comments: (spaceId, itemId) => allOf(comments(spaceId)?.beneath(itemId)),
    commentSummaries: (spaceId, itemIds) =>
      new Map(
        itemIds.map((itemId) => {
          const list = comments(spaceId)?.beneath(itemId)
          const total = list?.length ?? 0
          return [itemId, { total, latest: list?.slice(Math.max(0, total - 2), total) ?? [] }]
        }),
      ),
    indexSome: () => 'nothing',
    search: createSearch(() => shelf.entries()),
  }
  return {
    store,
    tables: shelf.peek,
    forget: shelf.forget,
    usedBytes: () =>
      [...shelf.entries()].reduce(
        (sum, [, one]) =>
          sum + sizeOf(one.items.rows.values()) + sizeOf(one.comments.rows.values()),
        0,
      ),
  }
}

function createSpaceFeed(journal: Journal, place: Place) {
  const items = createItemTable(journal, [...place, 'item'])
  const comments = createCommentTable(journal, [...place, 'comment'])
  return { items, comments, ...rowsOf({ item: items.rows, comment: comments.rows }) }
}

function putComment({ comments }: SpaceFeed, row: CommentRow) {
  const seq = comments.rows.get(row.commentId)?.seq ?? row.seq
  comments.rows.set(row.commentId, { ...row, seq })
}

const allOf = (
  list: { readonly length: number; slice(start: number, end: number): CommentRow[] } | undefined,
): CommentRow[] => list?.slice(0, list.length) ?? []
