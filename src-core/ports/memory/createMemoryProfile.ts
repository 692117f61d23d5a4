import type { Blobs } from '../blobs.ts'
import type { Storage } from '../storage.ts'
import { createMemoryBlobs } from './createMemoryBlobs.ts'
import { createMemoryStorage } from './createMemoryStorage.ts'
import { createJournal, type RowChange } from './journal.ts'

/** Storage and blobs in memory, whose rows can be copied to a place that outlives it. */
export interface MemoryProfile {
  readonly storage: Storage
  readonly blobs: Blobs
  /** Every row that is there now: plain values and bytes, which nobody may alter. */
  rows(): Iterable<RowChange>
  /** Told synchronously, after each transaction that changed something. */
  onCommit(listener: (changes: readonly RowChange[]) => void): void
}

/** `rows`: what an earlier one held, in any order; all of it is in memory when the call returns. */
export function createMemoryProfile(rows: Iterable<RowChange> = []): MemoryProfile {
  const journal = createJournal()
  const storage = createMemoryStorage(journal)
  const blobs = createMemoryBlobs(journal)
  journal.restore(rows)
  return { storage, blobs, rows: journal.dump, onCommit: journal.onCommit }
}
