import type { CommentId, DeviceId, ItemId, SpaceId, UserId } from '../base/ids.ts'

export type ItemKind = 'message' | 'note' | 'link' | 'file'

/** One line of the feed as pages see it; written by the host from the documents. */
export interface ItemRow {
  readonly itemId: ItemId
  readonly kind: ItemKind
  /** Logical clock of the feed; ties are broken by `itemId`. */
  readonly order: number
  readonly author: UserId
  readonly device: DeviceId
  /** At least the author's envelope that brought it: whoever has confirmed this one has it. */
  readonly seq: number
  readonly createdAt: number
  readonly editedAt: number | null
  readonly editedBy: UserId | null
  readonly binnedAt: number | null
  readonly binnedBy: UserId | null
  /** JSON of the kind's content (`documents/items.ts`). */
  readonly content: string
  /** What full-text search finds: text, title, file name, address. */
  readonly searchText: string
}

export interface CommentRow {
  readonly commentId: CommentId
  readonly itemId: ItemId
  readonly order: number
  readonly author: UserId
  readonly device: DeviceId
  /** As with items; one that is kept stays as it is. */
  readonly seq: number
  readonly createdAt: number
  readonly editedAt: number | null
  readonly binnedAt: number | null
  readonly text: string
}

export type FeedFilter = 'everything' | ItemKind | 'picture'

export interface SearchHit {
  readonly spaceId: SpaceId
  readonly itemId: ItemId
  readonly kind: ItemKind
  /** Plain text around the match; matches stand between U+0001 and U+0002. */
  readonly snippet: string
  readonly createdAt: number
}

/** What the full-text index has to do yet: rows that wait for it, parts of it to be joined, or nothing. */
export type IndexRest = 'rows' | 'parts' | 'nothing'

/** Binned items and comments stay in the tables and are left out by every read but `item`. */
export interface FeedStore {
  putItems(spaceId: SpaceId, rows: readonly ItemRow[]): void
  removeItems(spaceId: SpaceId, itemIds: readonly ItemId[]): void
  item(spaceId: SpaceId, itemId: ItemId): ItemRow | undefined
  count(spaceId: SpaceId, filter: FeedFilter): number
  /** Oldest first. */
  window(spaceId: SpaceId, filter: FeedFilter, offset: number, limit: number): readonly ItemRow[]
  /** Index of the first item with an order above `order`; the count if there is none. */
  indexAfter(spaceId: SpaceId, filter: FeedFilter, order: number): number
  indexOf(spaceId: SpaceId, filter: FeedFilter, itemId: ItemId): number | undefined
  /** The highest order, 0 for an empty feed, binned items included. */
  lastOrder(spaceId: SpaceId): number
  /** Items above `order` written by others. */
  unread(spaceId: SpaceId, order: number, self: UserId): number
  putComments(spaceId: SpaceId, rows: readonly CommentRow[]): void
  removeComments(spaceId: SpaceId, commentIds: readonly CommentId[]): void
  comment(spaceId: SpaceId, commentId: CommentId): CommentRow | undefined
  /** Oldest first. */
  comments(spaceId: SpaceId, itemId: ItemId): readonly CommentRow[]
  /** Per item: how many comments, and the last two. */
  commentSummaries(
    spaceId: SpaceId,
    itemIds: readonly ItemId[],
  ): ReadonlyMap<ItemId, { readonly total: number; readonly latest: readonly CommentRow[] }>
  /**
   * A turn of some 20 ms for the full-text index, which is behind what was written; says what is left. To be
   * called when the host is idle, and while rows wait before a search.
   */
  indexSome(): IndexRest
  /**
   * Full text over items and comments, newest first; candidates are capped before ranking. What waits for the
   * index is indexed first, however long that takes: everything that was written is found.
   */
  search(query: string, spaceId: SpaceId | null, limit: number): readonly SearchHit[]
}
