import type { MailboxStateStore } from '../../src-core/ports/index.ts'
import type { StoreContext } from './storeContext.ts'

export function createMailboxStateStore(context: StoreContext): MailboxStateStore {
  const { database, transactions, spaces } = context
  const upsert = database.prepare(
    `INSERT INTO mailbox VALUES (?, ?, ?)
    ON CONFLICT DO UPDATE SET state = excluded.state`,
  )
  const select = database
    .prepare<[number, string], string>('SELECT state FROM mailbox WHERE space = ? AND relay = ?')
    .pluck()
  return {
    get: (spaceId, relay) => select.get(spaces.find(spaceId), relay),
    // What a power cut undoes is put or read once more.
    put: (spaceId, relay, state) =>
      transactions.runUnsynced(() => void upsert.run(spaces.ensure(spaceId), relay, state)),
  }
}
