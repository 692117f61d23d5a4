import { statSync } from 'node:fs'
import type { Storage } from '../../src-core/ports/index.ts'
import { createCheckpointStore } from './checkpointStore.ts'
import { createEnvelopeStore } from './envelopeStore.ts'
import { guardStore } from './failures.ts'
import { createFeedStore } from './feedStore.ts'
import { createFileStore } from './fileStore.ts'
import { createGivenStore } from './givenStore.ts'
import { createLogCopier } from './logCopier.ts'
import { createLogStore } from './logStore.ts'
import { createMailboxStateStore } from './mailboxStateStore.ts'
import { openDatabase } from './openDatabase.ts'
import { createPersonalStore } from './personalStore.ts'
import { createSettingsStore } from './settingsStore.ts'
import { createSpaceNumbers } from './spaceNumbers.ts'
import { createSpaceStore } from './spaceStore.ts'
import { createTransactions } from './transactions.ts'
import { createVersionStore } from './versionStore.ts'

export interface SqliteStorageOptions {
  /** Path of the database; its write-ahead log lies beside it. */
  readonly file: string
  /** 32 bytes. */
  readonly key: Uint8Array
}

/** `Storage` in an encrypted SQLite file; throws what `openDatabase` throws. */
export function createSqliteStorage({ file, key }: SqliteStorageOptions): Storage {
  const database = openDatabase(file, key)
  const copier = createLogCopier(file, key)
  const transactions = createTransactions(database, copier.written)
  const emptyLog = () =>
    transactions.afterwards(() => {
      // It would keep this from happening, and say so only in a row that nobody reads.
      copier.wait()
      database.pragma('wal_checkpoint(TRUNCATE)')
    })
  const spaces = createSpaceNumbers(database, transactions)
  const context = { database, transactions, spaces, emptyLog }
  const size = (path: string) => statSync(path, { throwIfNoEntry: false })?.size ?? 0
  return {
    transaction: transactions.run,
    unsynced: transactions.runUnsynced,
    settle: transactions.settle,
    settings: guardStore(createSettingsStore(context)),
    spaces: guardStore(createSpaceStore(context)),
    log: guardStore(createLogStore(context)),
    envelopes: guardStore(createEnvelopeStore(context)),
    checkpoints: guardStore(createCheckpointStore(context)),
    feed: guardStore(createFeedStore(context)),
    files: guardStore(createFileStore(context)),
    given: guardStore(createGivenStore(context)),
    versions: guardStore(createVersionStore(context)),
    mailbox: guardStore(createMailboxStateStore(context)),
    personal: guardStore(createPersonalStore(context)),
    usedBytes: () => ['', '-wal', '-shm'].reduce((sum, end) => sum + size(file + end), 0),
    close() {
      copier.close()
      database.close()
    },
  }
}
