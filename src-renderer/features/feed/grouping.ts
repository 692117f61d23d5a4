import type { FeedItem } from '../../../src-core/bridge/contract.ts'

/** Consecutive items of one person within this time share a header, in ms. */
export const GROUP_MS = 5 * 60 * 1000
/** Files shown side by side under one header. */
export const MAX_TILES = 12

export type ItemAt = (index: number) => FeedItem | undefined

/** How the item at a place is shown, which depends on its neighbours. */
export interface RowShape {
  /** It repeats nothing of the header above it. */
  readonly continues: boolean
  /** The first of files shown side by side: how many; 1 for anything else, 0 when shown by another. */
  readonly tiles: number
  /** Where the row is rendered that shows this item. */
  readonly head: number
}

const isFile = (item: FeedItem | undefined) => item?.content.kind === 'file'

/** One person's next item, soon after, on the same day. */
function follows(previous: FeedItem | undefined, item: FeedItem | undefined): boolean {
  if (!previous || !item || previous.author.userId !== item.author.userId) return false
  const passed = item.createdAt - previous.createdAt
  return passed >= 0 && passed < GROUP_MS && sameDay(previous.createdAt, item.createdAt)
}

/** `from`: where "New since" stands; nothing is grouped across it. */
export function rowShape(at: ItemAt, index: number, from: number | null): RowShape {
  const item = at(index)
  const joins = (place: number) => place > 0 && place !== from && follows(at(place - 1), at(place))
  if (!isFile(item)) {
    const continues = item?.content.kind === 'message' && joins(index) && isSaid(at(index - 1))
    return { continues, tiles: 1, head: index }
  }
  const head = tilesHead(at, index, joins)
  if (head !== index) return { continues: true, tiles: 0, head }
  let tiles = 1
  while (tiles < MAX_TILES && isFile(at(index + tiles)) && joins(index + tiles)) tiles += 1
  return { continues: false, tiles, head }
}

/** Only what was said goes on without a header; after something kept, the name is repeated. */
const isSaid = (item: FeedItem | undefined) => item?.content.kind === 'message'

/** Where the files begin that this one is shown with. Runs are cut into pieces of MAX_TILES. */
function tilesHead(at: ItemAt, index: number, joins: (place: number) => boolean): number {
  let start = index
  // Far enough back to cut long runs at the same places from wherever one looks.
  while (isFile(at(start - 1)) && joins(start)) start -= 1
  return index - ((index - start) % MAX_TILES)
}

export function sameDay(a: number, b: number): boolean {
  return dayOf(a) === dayOf(b)
}

/** The local day as a number that grows by one a day. */
export function dayOf(time: number): number {
  const date = new Date(time)
  return Math.round(Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / 86_400_000)
}
