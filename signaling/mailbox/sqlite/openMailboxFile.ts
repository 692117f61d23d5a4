import Database from 'better-sqlite3-multiple-ciphers'
import { MAILBOX_MIGRATIONS } from './mailboxSchema.ts'

export type MailboxDatabase = Database.Database

/**
 * Opens or creates the file. It is not encrypted: all that stands in it is hashes and ciphertext, and a
 * relay that starts by itself would have to keep the key beside it. Throws what SQLite throws.
 */
export function openMailboxFile(file: string): MailboxDatabase {
  const database = new Database(file)
  try {
    database.pragma('journal_mode = WAL')
    // A put that was answered survives a power failure.
    database.pragma('synchronous = FULL')
    // What has expired is gone from the file too.
    database.pragma('secure_delete = ON')
    database.pragma('temp_store = MEMORY')
    database.pragma('cache_size = -16384')
    database.pragma('journal_size_limit = 16777216')
    migrate(database)
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

function migrate(database: MailboxDatabase): void {
  const from = database.pragma('user_version', { simple: true }) as number
  if (from > MAILBOX_MIGRATIONS.length) throw new Error('The mailbox is of a newer relay.')
  if (from === MAILBOX_MIGRATIONS.length) return
  database.transaction(() => {
    for (const step of MAILBOX_MIGRATIONS.slice(from)) database.exec(step)
    database.pragma(`user_version = ${MAILBOX_MIGRATIONS.length}`)
  })()
}
