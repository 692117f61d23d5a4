import type { CommentId, ItemId } from '../../base/ids.ts'
import type { CommentRow } from '../feedStore.ts'
import type { Journal, Place } from './journal.ts'
import { createSortedList, type SortedList } from './sortedList.ts'
import { createTable, type Table } from './table.ts'

/** The comments of one Space, in order beneath each item. */
export interface CommentTable {
  readonly rows: Table<CommentId, CommentRow>
  /** Without binned ones. */
  beneath(itemId: ItemId): SortedList<CommentRow> | undefined
}

const compare = (a: CommentRow, b: CommentRow): number =>
  a.order - b.order || (a.commentId === b.commentId ? 0 : a.commentId < b.commentId ? -1 : 1)

export function createCommentTable(journal: Journal, place: Place): CommentTable {
  const lists = new Map<ItemId, SortedList<CommentRow>>()
  const listOf = (itemId: ItemId) => {
    const list = lists.get(itemId) ?? createSortedList(compare)
    lists.set(itemId, list)
    return list
  }
  const isShown = (row: CommentRow | undefined): row is CommentRow => row?.binnedAt === null
  const rows = createTable<CommentId, CommentRow>(journal, place, (before, after) => {
    if (isShown(before)) listOf(before.itemId).remove(before)
    if (isShown(after)) listOf(after.itemId).add(after)
  })
  return { rows, beneath: (itemId) => lists.get(itemId) }
}
