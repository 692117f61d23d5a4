import type { DeviceId, SpaceId } from '../../src-core/base/ids.ts'
import type { GivenQuery, GivenRow, GivenStore, HandedVersion } from '../../src-core/ports/index.ts'
import type { StoreContext } from './storeContext.ts'

/** Where a row of `found` lies. */
type Source = 'item' | 'comment' | 'version'

const found = `WITH
  reach AS (SELECT key AS device, value AS seq FROM json_each(@reach)),
  found AS (
    SELECT 'item' AS source, item_id AS id, created_at AS at FROM reach
      JOIN item ON item.space = @space AND item.device = reach.device AND item.seq BETWEEN 1 AND reach.seq
    UNION ALL
    SELECT 'comment', comment_id, created_at FROM reach
      JOIN comment
      ON comment.space = @space AND comment.device = reach.device AND comment.seq BETWEEN 1 AND reach.seq
    UNION ALL
    SELECT 'version', version_id, min(kept_at) FROM version_handed
      WHERE space = @space AND peer IN (SELECT value FROM json_each(@peers)) GROUP BY version_id
  )`

export function createGivenStore({ database, transactions, spaces }: StoreContext): GivenStore {
  const count = database.prepare(`${found} SELECT count(*) FROM found`).pluck()
  const window = database.prepare<object, { source: Source; id: string }>(
    `${found} SELECT source, id FROM found ORDER BY at DESC, id LIMIT @limit OFFSET @offset`,
  )
  const one = {
    item: database.prepare<[number, string], Stored>(
      `SELECT kind, item_id AS id, item_id AS itemId, device, seq, created_at AS createdAt,
        binned_at IS NOT NULL AS isBinned, content
      FROM item WHERE space = ? AND item_id = ?`,
    ),
    comment: database.prepare<[number, string], Stored>(
      `SELECT 'comment' AS kind, comment_id AS id, item_id AS itemId, device, seq,
        created_at AS createdAt, binned_at IS NOT NULL AS isBinned, body AS content
      FROM comment WHERE space = ? AND comment_id = ?`,
    ),
    version: database.prepare<[number, string], Stored>(
      `SELECT 'version' AS kind, version_id AS id, item_id AS itemId, NULL AS device, 0 AS seq,
        kept_at AS createdAt, 0 AS isBinned, '' AS content
      FROM version_handed WHERE space = ? AND version_id = ? LIMIT 1`,
    ),
  }
  const insert = database.prepare(
    `INSERT INTO version_handed VALUES (@space, @versionId, @peer, @itemId, @keptAt, @at)
    ON CONFLICT DO NOTHING`,
  )
  const handed = database.prepare<[number, string], HandedVersion>(
    `SELECT version_id AS versionId, peer, item_id AS itemId, kept_at AS keptAt, at
    FROM version_handed WHERE space = ? AND version_id = ? ORDER BY peer`,
  )
  const bound = (spaceId: SpaceId, { reach, peers }: GivenQuery) => ({
    space: spaces.find(spaceId),
    reach: JSON.stringify(Object.fromEntries(reach)),
    peers: JSON.stringify(peers),
  })
  return {
    count: (spaceId, query) => count.get(bound(spaceId, query)) as number,
    window: (spaceId, query, offset, limit) =>
      window
        .all({ ...bound(spaceId, query), offset, limit })
        .flatMap(({ source, id }) => one[source].get(spaces.find(spaceId), id) ?? [])
        .map((row) => ({ ...row, isBinned: row.isBinned !== 0 })),
    putHanded: (spaceId, row) =>
      transactions.runUnsynced(() => void insert.run({ ...row, space: spaces.ensure(spaceId) })),
    handed: (spaceId, versionId) => handed.all(spaces.find(spaceId), versionId),
  }
}

type Stored = Omit<GivenRow, 'isBinned' | 'device'> & {
  readonly isBinned: number
  readonly device: DeviceId | null
}
