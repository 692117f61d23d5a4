import type { SpaceId } from '../../src-core/base/ids.ts'
import type { CommentRow, FeedStore } from '../../src-core/ports/index.ts'
import type { StoreContext } from './storeContext.ts'

const fields = `comment_id AS commentId, item_id AS itemId, sort AS "order", author, device, seq,
  created_at AS createdAt, edited_at AS editedAt, binned_at AS binnedAt, body AS text`

type CommentStore = Pick<
  FeedStore,
  'putComments' | 'removeComments' | 'comment' | 'comments' | 'commentSummaries'
>

export function createCommentStore({ database, transactions, spaces }: StoreContext): CommentStore {
  const upsert = database.prepare(
    `INSERT INTO comment (space, comment_id, item_id, sort, author, device, seq, created_at, edited_at,
      binned_at, body)
    VALUES (@space, @commentId, @itemId, @order, @author, @device, @seq, @createdAt, @editedAt,
      @binnedAt, @text)
    ON CONFLICT DO UPDATE SET item_id = excluded.item_id, sort = excluded.sort,
      author = excluded.author, device = excluded.device, created_at = excluded.created_at,
      edited_at = excluded.edited_at, binned_at = excluded.binned_at, body = excluded.body`,
  )
  const remove = database.prepare('DELETE FROM comment WHERE space = ? AND comment_id = ?')
  const one = database.prepare<[number, string], CommentRow>(
    `SELECT ${fields} FROM comment WHERE space = ? AND comment_id = ? AND binned_at IS NULL`,
  )
  const all = database.prepare<[number, string], CommentRow>(
    `SELECT ${fields} FROM comment WHERE space = ? AND item_id = ? AND binned_at IS NULL
    ORDER BY sort, comment_id`,
  )
  const total = database
    .prepare<[number, string], number>(
      'SELECT count(*) FROM comment WHERE space = ? AND item_id = ? AND binned_at IS NULL',
    )
    .pluck()
  const lastTwo = database.prepare<[number, string], CommentRow>(
    `SELECT ${fields} FROM comment WHERE space = ? AND item_id = ? AND binned_at IS NULL
    ORDER BY sort DESC, comment_id DESC LIMIT 2`,
  )
  const summary = (spaceId: SpaceId, itemId: string) => {
    const space = spaces.find(spaceId)
    const count = total.get(space, itemId) as number
    return { total: count, latest: count > 0 ? lastTwo.all(space, itemId).reverse() : [] }
  }

  return {
    putComments: (spaceId, rows) =>
      transactions.run(() => {
        const space = spaces.ensure(spaceId)
        for (const row of rows) upsert.run({ ...row, space })
      }),
    removeComments: (spaceId, commentIds) =>
      transactions.run(() => {
        for (const commentId of commentIds) remove.run(spaces.find(spaceId), commentId)
      }),
    comment: (spaceId, commentId) => one.get(spaces.find(spaceId), commentId),
    comments: (spaceId, itemId) => all.all(spaces.find(spaceId), itemId),
    commentSummaries: (spaceId, itemIds) =>
      new Map(itemIds.map((itemId) => [itemId, summary(spaceId, itemId)])),
  }
}
