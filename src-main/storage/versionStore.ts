import type { VersionId } from '../../src-core/base/ids.ts'
import type { VersionErasure, VersionRow, VersionStore } from '../../src-core/ports/index.ts'
import { plainBytes } from './bytes.ts'
import type { StoreContext } from './storeContext.ts'

export function createVersionStore(context: StoreContext): VersionStore {
  const { database, transactions, spaces, emptyLog } = context
  const upsert = database.prepare(
    `INSERT INTO version
    SELECT @space, @versionId, @itemId, @sealedKey, @blob WHERE NOT EXISTS (
      SELECT 1 FROM version_erasure WHERE space = @space AND version_id = @versionId
    )
    ON CONFLICT DO UPDATE SET item_id = excluded.item_id, sealed_key = excluded.sealed_key,
      blob = excluded.blob`,
  )
  const one = database.prepare<[number, string], VersionRow>(
    `SELECT version_id AS versionId, item_id AS itemId, sealed_key AS sealedKey, blob
    FROM version WHERE space = ? AND version_id = ?`,
  )
  const all = database
    .prepare<[number], VersionId>('SELECT version_id FROM version WHERE space = ? ORDER BY rowid')
    .pluck()
  const sum = database
    .prepare<[number], number>('SELECT ifnull(sum(length(blob)), 0) FROM version WHERE space = ?')
    .pluck()
  const remove = database.prepare('DELETE FROM version WHERE space = ? AND version_id = ?')
  const mark = database.prepare(
    'INSERT INTO version_erasure VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
  )
  const remark = database.prepare(
    `INSERT INTO version_erasure VALUES (?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET device_id = excluded.device_id, seq = excluded.seq`,
  )
  const marks = database.prepare<[number], VersionErasure>(
    `SELECT version_id AS versionId, device_id AS deviceId, seq
    FROM version_erasure WHERE space = ? ORDER BY version_id`,
  )

  function removeNow(space: number, versionId: VersionId) {
    if (remove.run(space, versionId).changes === 0) return
    emptyLog()
  }
  const eraseBy =
    (statement: typeof mark): VersionStore['erase'] =>
    (spaceId, { versionId, deviceId, seq }) =>
      transactions.run(() => {
        removeNow(spaces.find(spaceId), versionId)
        statement.run(spaces.ensure(spaceId), versionId, deviceId, seq)
      })
  return {
    put: (spaceId, row) =>
      transactions.run(() => void upsert.run({ ...row, space: spaces.ensure(spaceId) })),
    get(spaceId, versionId) {
      const row = one.get(spaces.find(spaceId), versionId)
      return row && { ...row, sealedKey: plainBytes(row.sealedKey), blob: plainBytes(row.blob) }
    },
    ids: (spaceId) => all.all(spaces.find(spaceId)),
    bytes: (spaceId) => sum.get(spaces.find(spaceId)) ?? 0,
    remove: (spaceId, versionId) =>
      transactions.run(() => removeNow(spaces.find(spaceId), versionId)),
    erase: eraseBy(mark),
    eraseAgain: eraseBy(remark),
    erasures: (spaceId) => marks.all(spaces.find(spaceId)),
  }
}
