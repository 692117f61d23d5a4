import Database from 'better-sqlite3-multiple-ciphers'
import { FoyerError } from '../../src-core/base/errors.ts'
import { onDisk } from './failures.ts'

/**
 * Takes the exclusive lock of a profile; call the result to give it back. Throws FoyerError
 * PROFILE_IN_USE. Node itself cannot lock a file; SQLite's lock on an empty database is the operating
 * system's, so it ends with the process however that ends, and it also keeps out other threads of it.
 */
export function lockProfile(file: string): () => void {
  return onDisk(() => {
    const database = new Database(file, { timeout: 0 })
    try {
      database.pragma('journal_mode = MEMORY')
      database.exec('BEGIN EXCLUSIVE')
    } catch (error) {
      database.close()
      const code = (error as { code?: string }).code ?? ''
      throw code.startsWith('SQLITE_BUSY') ? new FoyerError('PROFILE_IN_USE') : error
    }
    return () => void database.close()
  })
}
