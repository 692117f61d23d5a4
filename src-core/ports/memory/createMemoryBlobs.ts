import type { Blobs } from '../blobs.ts'
import { copyOf } from './bytes.ts'
import { createJournal } from './journal.ts'
import { createTable } from './table.ts'

/** Sealed chunks of a guest page, and of tests. */
export function createMemoryBlobs(journal = createJournal()): Blobs {
  let used = 0
  const chunks = createTable<string, Uint8Array>(journal, ['chunk'], (before, after) => {
    used += (after?.length ?? 0) - (before?.length ?? 0)
  })
  return {
    has: chunks.has,
    write: (hash, chunk) => chunks.set(hash, copyOf(chunk)),
    read: chunks.get,
    remove: chunks.delete,
    usedBytes: () => used,
  }
}
