import type { FileRow, FileStore } from '../../src-core/ports/index.ts'
import { plainBytes } from './bytes.ts'
import type { StoreContext } from './storeContext.ts'

const fields = `file_id AS fileId, item_id AS itemId, sealed_manifest AS sealedManifest,
  chunk_count AS chunkCount, have, state`

const toFile = (row: FileRow): FileRow => ({
  ...row,
  sealedManifest: plainBytes(row.sealedManifest),
  have: plainBytes(row.have),
})

export function createFileStore({ database, transactions, spaces }: StoreContext): FileStore {
  const upsert = database.prepare(
    `INSERT INTO file (space, file_id, item_id, sealed_manifest, chunk_count, have, state)
    VALUES (@space, @fileId, @itemId, @sealedManifest, @chunkCount, @have, @state)
    ON CONFLICT DO UPDATE SET item_id = excluded.item_id,
      sealed_manifest = excluded.sealed_manifest, chunk_count = excluded.chunk_count,
      have = excluded.have, state = excluded.state`,
  )
  const one = database.prepare<[number, string], FileRow>(
    `SELECT ${fields} FROM file WHERE space = ? AND file_id = ?`,
  )
  const unfinished = database.prepare<[number], FileRow>(
    `SELECT ${fields} FROM file WHERE space = ? AND state <> 'complete' ORDER BY rowid`,
  )
  const progress = database.prepare(
    'UPDATE file SET have = ?, state = ? WHERE space = ? AND file_id = ?',
  )
  const remove = database.prepare('DELETE FROM file WHERE space = ? AND file_id = ?')
  return {
    put: (spaceId, row) =>
      transactions.run(() => void upsert.run({ ...row, space: spaces.ensure(spaceId) })),
    get(spaceId, fileId) {
      const row = one.get(spaces.find(spaceId), fileId)
      return row && toFile(row)
    },
    unfinished: (spaceId) => unfinished.all(spaces.find(spaceId)).map(toFile),
    // What a power cut takes of it, the chunks on disk tell again.
    setProgress: (spaceId, fileId, have, state) =>
      transactions.runUnsynced(() => void progress.run(have, state, spaces.find(spaceId), fileId)),
    remove: (spaceId, fileId) => void remove.run(spaces.find(spaceId), fileId),
  }
}
