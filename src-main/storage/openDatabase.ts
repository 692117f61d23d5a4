import Database from 'better-sqlite3-multiple-ciphers'
import { toHex } from '../../src-core/base/bytes.ts'
import { FoyerError } from '../../src-core/base/errors.ts'
import { toStorageError } from './failures.ts'
import { MIGRATIONS } from './migrations.ts'

export type SqliteDatabase = Database.Database

/**
 * Opens the encrypted database at `file`, or creates it, and brings it to the newest version.
 * `key`: 32 bytes. Throws FoyerError PROFILE_DAMAGED (also for a wrong key), PROFILE_NEWER, DISK_FULL,
 * DISK_FAILED; the first two leave the file as it was.
 */
export function openDatabase(file: string, key: Uint8Array): SqliteDatabase {
  let database: SqliteDatabase | undefined
  try {
    database = new Database(file)
    database.pragma(`cipher='sqlcipher'`)
    database.pragma(`key="x'${toHex(key)}'"`)
    const version = database.pragma('user_version', { simple: true }) as number
    if (version > MIGRATIONS.length) throw new FoyerError('PROFILE_NEWER')
    configure(database)
    migrate(database, version)
    return database
  } catch (error) {
    database?.close()
    throw toStorageError(error)
  }
}

function configure(database: SqliteDatabase): void {
  database.pragma('journal_mode = WAL')
  // A sequence number that was sent must survive power loss.
  database.pragma('synchronous = FULL')
  database.pragma('secure_delete = ON')
  database.pragma('foreign_keys = ON')
  // Temporary files would not be encrypted.
  database.pragma('temp_store = MEMORY')
  database.pragma('cache_size = -8192')
  database.pragma('journal_size_limit = 4194304')
  // Pages: `createLogCopier` has it copied long before, and a commit that did it would take 200 ms.
  database.pragma('wal_autocheckpoint = 65536')
}

function migrate(database: SqliteDatabase, from: number): void {
  if (from === MIGRATIONS.length) return
  database.transaction(() => {
    for (const step of MIGRATIONS.slice(from)) database.exec(step)
    database.pragma(`user_version = ${MIGRATIONS.length}`)
  })()
}
