import type { ItemId, UserId } from '../../base/ids.ts'
import type { FeedFilter, ItemRow } from '../feedStore.ts'
import type { Journal, Place } from './journal.ts'
import { createSortedList, type SortedList } from './sortedList.ts'
import { createTable, type Table } from './table.ts'

/** The items of one Space, with an order for each filter. */
export interface ItemTable {
  readonly rows: Table<ItemId, ItemRow>
  /** What the filter shows: without binned items. */
  shown(filter: FeedFilter): SortedList<ItemRow>
  lastOrder(): number
  unread(order: number, self: UserId): number
}

const compare = (a: ItemRow, b: ItemRow): number =>
  a.order - b.order || (a.itemId === b.itemId ? 0 : a.itemId < b.itemId ? -1 : 1)

const FILTERS: readonly FeedFilter[] = ['everything', 'message', 'note', 'link', 'file', 'picture']

export function createItemTable(journal: Journal, place: Place): ItemTable {
  const lists = new Map(FILTERS.map((filter) => [filter, createSortedList(compare)]))
  const withBinned = createSortedList(compare)
  const listOf = (filter: FeedFilter) => lists.get(filter) as SortedList<ItemRow>

  const rows = createTable<ItemId, ItemRow>(journal, place, (before, after) => {
    if (before) {
      withBinned.remove(before)
      for (const filter of filtersOf(before)) listOf(filter).remove(before)
    }
    if (after) {
      withBinned.add(after)
      for (const filter of filtersOf(after)) listOf(filter).add(after)
    }
  })
  return {
    rows,
    shown: listOf,
    lastOrder: () => withBinned.at(withBinned.length - 1)?.order ?? 0,
    unread(order, self) {
      const list = listOf('everything')
      const first = list.findFirst((row) => row.order > order)
      return list.slice(first, list.length).filter(({ author }) => author !== self).length
    },
  }
}

function filtersOf(row: ItemRow): FeedFilter[] {
  if (row.binnedAt !== null) return []
  return isPicture(row) ? ['everything', row.kind, 'picture'] : ['everything', row.kind]
}

function isPicture({ kind, content }: ItemRow): boolean {
  if (kind !== 'file') return false
  try {
    return Boolean((JSON.parse(content) as { picture?: unknown } | null)?.picture)
  } catch {
    return false
  }
}
