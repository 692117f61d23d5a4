import type { SpaceRow, SpaceStore } from '../../src-core/ports/index.ts'
import { plainBytes } from './bytes.ts'
import type { StoreContext } from './storeContext.ts'

interface Row extends Omit<SpaceRow, 'sample' | 'document'> {
  readonly sample: number
  readonly document: number
}

const columns = `space_id AS spaceId, data_key AS dataKey, added_at AS addedAt, sample, name, enamel,
  read_order AS readOrder, read_at AS readAt, parent, document
  FROM space_row JOIN space ON space.number = space_row.space`

const toSpace = (row: Row): SpaceRow => ({
  ...row,
  dataKey: plainBytes(row.dataKey),
  sample: row.sample === 1,
  document: row.document === 1,
})

export function createSpaceStore({
  database,
  transactions,
  spaces,
  emptyLog,
}: StoreContext): SpaceStore {
  const selectAll = database.prepare<[], Row>(
    `SELECT ${columns} ORDER BY added_at, space_row.space`,
  )
  const selectOne = database.prepare<[number], Row>(`SELECT ${columns} WHERE space_row.space = ?`)
  const upsert = database.prepare(
    `INSERT INTO space_row VALUES (
      @space, @dataKey, @addedAt, @sample, @name, @enamel, @readOrder, @readAt, @parent, @document
    ) ON CONFLICT DO UPDATE SET data_key = excluded.data_key, added_at = excluded.added_at,
      sample = excluded.sample, name = excluded.name, enamel = excluded.enamel,
      read_order = excluded.read_order, read_at = excluded.read_at,
      parent = excluded.parent, document = excluded.document`,
  )
  const destroyKey = database.prepare(
    'UPDATE space_row SET data_key = zeroblob(32) WHERE space = ?',
  )
  const upsertSecret = database.prepare(
    `INSERT INTO secret VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET sealed = excluded.sealed`,
  )
  const selectSecrets = database.prepare<[number, string], { id: string; sealed: Uint8Array }>(
    'SELECT id, sealed FROM secret WHERE space = ? AND kind = ? ORDER BY id',
  )
  const removeSecret = database.prepare(
    'DELETE FROM secret WHERE space = ? AND kind = ? AND id = ?',
  )
  // Drafts, and what else the settings hold of it.
  const forgetSettings = database.prepare(
    "DELETE FROM setting WHERE instr(key || ':', ':' || ? || ':') > 0",
  )
  return {
    list: () => selectAll.all().map(toSpace),
    get(spaceId) {
      const row = selectOne.get(spaces.find(spaceId))
      return row && toSpace(row)
    },
    put: ({ spaceId, ...row }) =>
      transactions.run(() => {
        const flags = { sample: row.sample ? 1 : 0, document: row.document ? 1 : 0 }
        upsert.run({ ...row, ...flags, space: spaces.ensure(spaceId) })
      }),
    erase: (spaceId) =>
      transactions.run(() => {
        destroyKey.run(spaces.find(spaceId))
        forgetSettings.run(spaceId)
        spaces.forget(spaceId)
        emptyLog()
      }),
    putSecret: (spaceId, kind, id, sealed) =>
      transactions.run(() => void upsertSecret.run(spaces.ensure(spaceId), kind, id, sealed)),
    secrets: (spaceId, kind) =>
      selectSecrets
        .all(spaces.find(spaceId), kind)
        .map(({ id, sealed }) => ({ id, sealed: plainBytes(sealed) })),
    removeSecret: (spaceId, kind, id) => void removeSecret.run(spaces.find(spaceId), kind, id),
  }
}
