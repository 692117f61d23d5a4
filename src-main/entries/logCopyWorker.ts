/** Copies the write-ahead log into the database and ends; `createLogCopier` says why this is a thread. */
import { workerData } from 'node:worker_threads'
import { wipe } from '../../src-core/crypto/index.ts'
import { IN_PART, type LogCopy, WHOLE } from '../storage/logCopier.ts'
import { openDatabase } from '../storage/openDatabase.ts'

const { file, key, state } = workerData as LogCopy

/** Whoever writes meanwhile makes the log longer, each time by less: only one that is copied whole begins anew. */
const PASSES = 4
interface Copied {
  readonly log: number
  readonly checkpointed: number
}
let isWhole = false
try {
  const database = openDatabase(file, key)
  wipe(key)
  for (let pass = 0; pass < PASSES && !isWhole; pass++) {
    // Passive: it waits for nobody, and nobody for it.
    const [copied] = database.pragma('wal_checkpoint(PASSIVE)') as [Copied]
    isWhole = copied.checkpointed === copied.log
  }
  database.close()
} finally {
  Atomics.store(state, 0, isWhole ? WHOLE : IN_PART)
  Atomics.notify(state, 0)
}
