import type { EntryHash } from '../../src-core/base/ids.ts'
import type { LogStore } from '../../src-core/ports/index.ts'
import { plainBytes } from './bytes.ts'
import type { StoreContext } from './storeContext.ts'

export function createLogStore({ database, transactions, spaces }: StoreContext): LogStore {
  const insert = database.prepare(
    'INSERT INTO log_entry (space, hash, bytes) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
  )
  const select = database.prepare<[number], { hash: EntryHash; bytes: Uint8Array }>(
    'SELECT hash, bytes FROM log_entry WHERE space = ? ORDER BY arrival',
  )
  return {
    append: (spaceId, hash, bytes) =>
      transactions.run(() => void insert.run(spaces.ensure(spaceId), hash, bytes)),
    list: (spaceId) =>
      select
        .all(spaces.find(spaceId))
        .map(({ hash, bytes }) => ({ hash, bytes: plainBytes(bytes) })),
  }
}
