import type { ItemId } from '../../src-core/base/ids.ts'
import type { FeedFilter, FeedStore, ItemRow } from '../../src-core/ports/index.ts'
import { createCommentStore } from './commentStore.ts'
import { createSearch } from './search.ts'
import type { StoreContext } from './storeContext.ts'

const fields = `item_id AS itemId, kind, sort AS "order", author, device, seq,
  created_at AS createdAt, edited_at AS editedAt, edited_by AS editedBy, binned_at AS binnedAt,
  binned_by AS binnedBy, content, search_text AS searchText`

/** Conditions written so that each is answered from one index of the schema alone. */
const conditions = {
  everything: 'space = @space AND binned_at IS NULL',
  kind: 'space = @space AND kind = @filter AND binned_at IS NULL',
  picture: 'space = @space AND binned_at IS NULL AND picture',
}

function prepareReads({ database }: StoreContext, where: string) {
  return {
    count: database.prepare(`SELECT count(*) FROM item WHERE ${where}`).pluck(),
    window: database.prepare(
      `SELECT ${fields} FROM item WHERE number IN (
        SELECT number FROM item WHERE ${where} ORDER BY sort, item_id LIMIT @limit OFFSET @offset
      ) ORDER BY sort, item_id`,
    ),
    /** @order, @itemId: of the first item that is not counted. */
    before: database
      .prepare(`SELECT count(*) FROM item WHERE ${where} AND (sort, item_id) < (@order, @itemId)`)
      .pluck(),
    contains: database
      .prepare(`SELECT sort FROM item WHERE ${where} AND item_id = @itemId`)
      .pluck(),
  }
}

export function createFeedStore(context: StoreContext): FeedStore {
  return {
    ...createItemWrites(context),
    ...createItemReads(context),
    ...createCommentStore(context),
    ...createSearch(context),
  }
}

function createItemWrites({
  database,
  transactions,
  spaces,
}: StoreContext): Pick<FeedStore, 'putItems' | 'removeItems'> {
  const upsert = database.prepare(
    `INSERT INTO item (space, item_id, kind, sort, author, device, seq, created_at, edited_at,
      edited_by, binned_at, binned_by, content, search_text)
    VALUES (@space, @itemId, @kind, @order, @author, @device, @seq, @createdAt, @editedAt,
      @editedBy, @binnedAt, @binnedBy, @content, @searchText)
    ON CONFLICT DO UPDATE SET kind = excluded.kind, sort = excluded.sort, author = excluded.author,
      device = excluded.device, seq = excluded.seq, created_at = excluded.created_at,
      edited_at = excluded.edited_at, edited_by = excluded.edited_by,
      binned_at = excluded.binned_at, binned_by = excluded.binned_by, content = excluded.content,
      search_text = excluded.search_text`,
  )
  const remove = database.prepare('DELETE FROM item WHERE space = ? AND item_id = ?')
  return {
    putItems: (spaceId, rows) =>
      transactions.run(() => {
        const space = spaces.ensure(spaceId)
        for (const row of rows) upsert.run({ ...row, space })
      }),
    removeItems: (spaceId, itemIds) =>
      transactions.run(() => {
        for (const itemId of itemIds) remove.run(spaces.find(spaceId), itemId)
      }),
  }
}

function createItemReads(
  context: StoreContext,
): Pick<
  FeedStore,
  'item' | 'count' | 'window' | 'indexAfter' | 'indexOf' | 'lastOrder' | 'unread'
> {
  const { database, spaces } = context
  const reads = {
    everything: prepareReads(context, conditions.everything),
    kind: prepareReads(context, conditions.kind),
    picture: prepareReads(context, conditions.picture),
  }
  const of = (filter: FeedFilter) =>
    filter === 'everything' || filter === 'picture' ? reads[filter] : reads.kind
  const item = database.prepare<[number, string], ItemRow>(
    `SELECT ${fields} FROM item WHERE space = ? AND item_id = ?`,
  )
  const lastOrder = database
    .prepare<[number], number | null>('SELECT max(sort) FROM item WHERE space = ?')
    .pluck()
  const unread = database
    .prepare<[number, number, string], number>(
      `SELECT count(*) FROM item
      WHERE space = ? AND binned_at IS NULL AND sort > ? AND author <> ?`,
    )
    .pluck()

  return {
    item: (spaceId, itemId) => item.get(spaces.find(spaceId), itemId),
    count: (spaceId, filter) =>
      of(filter).count.get({ space: spaces.find(spaceId), filter }) as number,
    window: (spaceId, filter, offset, limit) =>
      of(filter).window.all({ space: spaces.find(spaceId), filter, offset, limit }) as ItemRow[],
    indexAfter: (spaceId, filter, order) =>
      of(filter).before.get({
        space: spaces.find(spaceId),
        filter,
        order: order + 1,
        itemId: '',
      }) as number,
    indexOf(spaceId, filter, itemId: ItemId) {
      const key = { space: spaces.find(spaceId), filter, itemId }
      const order = of(filter).contains.get(key)
      return order === undefined ? undefined : (of(filter).before.get({ ...key, order }) as number)
    },
    lastOrder: (spaceId) => (lastOrder.get(spaces.find(spaceId)) as number | null) ?? 0,
    unread: (spaceId, order, self) => unread.get(spaces.find(spaceId), order, self) as number,
  }
}
