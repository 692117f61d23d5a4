/** Copies the write-ahead log into the database and ends; `createLogCopier` says why this is a thread. */
import { workerData } from 'node:worker_threads'
import { wipe } from '../../src-core/crypto/index.ts'
import type { LogCopy } from '../storage/logCopier.ts'
import { openDatabase } from '../storage/openDatabase.ts'

const { file, key, state } = workerData as LogCopy
try {
  const database = openDatabase(file, key)
  wipe(key)
  // Passive: it waits for nobody, and nobody for it.
  database.pragma('wal_checkpoint(PASSIVE)')
  database.close()
} finally {
  Atomics.store(state, 0, 1)
  Atomics.notify(state, 0)
}
