import type { ItemId } from '../../src-core/base/ids.ts'
import type { FeedStore, ItemKind, SearchHit } from '../../src-core/ports/index.ts'
import { toMatches } from './searchQuery.ts'
import type { StoreContext } from './storeContext.ts'
import { createWaitingText } from './waitingText.ts'

/** Ordering every match of a common word costs tens of ms; the newest arrivals are enough. */
const MAX_CANDIDATES = 300

interface Candidate {
  readonly number: number
  readonly space: number
  readonly itemId: ItemId
  readonly kind: ItemKind
  readonly createdAt: number
}

// A bound number is a REAL, and FTS5 takes no notice of a row that is asked for by one.
const cut = (table: string) =>
  `SELECT snippet(${table}, 1, char(1), char(2), '…', 24) FROM ${table}
  WHERE ${table} MATCH ? AND rowid = CAST(? AS INTEGER)`

const candidates = (table: string) =>
  `WITH found AS MATERIALIZED (
    SELECT rowid FROM ${table} WHERE ${table} MATCH ? ORDER BY rowid DESC LIMIT ${MAX_CANDIDATES}
  )`

export function createSearch(context: StoreContext): Pick<FeedStore, 'search' | 'indexSome'> {
  const { database, spaces } = context
  const waiting = createWaitingText(context)
  const items = database.prepare<[string, number], Candidate>(
    `${candidates('item_text')}
    SELECT item.number, space, item_id AS itemId, kind, created_at AS createdAt
    FROM found JOIN item ON item.number = found.rowid ORDER BY created_at DESC LIMIT ?`,
  )
  const comments = database.prepare<[string, number], Candidate>(
    `${candidates('comment_text')}
    SELECT comment.number, comment.space, item.item_id AS itemId, item.kind,
      comment.created_at AS createdAt
    FROM found JOIN comment ON comment.number = found.rowid
    JOIN item ON item.space = comment.space AND item.item_id = comment.item_id
    WHERE item.binned_at IS NULL ORDER BY comment.created_at DESC LIMIT ?`,
  )
  const itemSnippet = database.prepare<[string, number], string>(cut('item_text')).pluck()
  const commentSnippet = database.prepare<[string, number], string>(cut('comment_text')).pluck()

  const find = (match: string, limit: number): SearchHit[] =>
    [
      ...items.all(match, limit).map((hit) => ({ hit, snippet: itemSnippet })),
      ...comments.all(match, limit).map((hit) => ({ hit, snippet: commentSnippet })),
    ]
      .sort((a, b) => b.hit.createdAt - a.hit.createdAt)
      .slice(0, limit)
      .map(({ hit: { number, space, ...rest }, snippet }) => ({
        ...rest,
        spaceId: spaces.id(space),
        snippet: snippet.get(match, number) as unknown as string,
      }))

  return {
    indexSome: waiting.some,
    search(query, spaceId, limit) {
      waiting.all()
      for (const match of toMatches(query, spaceId === null ? null : spaces.find(spaceId))) {
        const hits = find(match, limit)
        if (hits.length > 0) return hits
      }
      return []
    },
  }
}
