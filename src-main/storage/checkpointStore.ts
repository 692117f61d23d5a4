import type { CheckpointStore } from '../../src-core/ports/index.ts'
import { plainBytes } from './bytes.ts'
import type { StoreContext } from './storeContext.ts'

export function createCheckpointStore(context: StoreContext): CheckpointStore {
  const { database, transactions, spaces } = context
  const upsert = database.prepare(
    `INSERT INTO checkpoint VALUES (?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET position = excluded.position, sealed = excluded.sealed`,
  )
  const select = database.prepare<[number, string], { position: number; sealed: Uint8Array }>(
    'SELECT position, sealed FROM checkpoint WHERE space = ? AND doc_id = ?',
  )
  return {
    // A checkpoint only saves reading envelopes again.
    put: (spaceId, docId, position, sealed) =>
      transactions.runUnsynced(
        () => void upsert.run(spaces.ensure(spaceId), docId, position, sealed),
      ),
    get(spaceId, docId) {
      const row = select.get(spaces.find(spaceId), docId)
      return row && { position: row.position, sealed: plainBytes(row.sealed) }
    },
  }
}
