import type { Blobs } from '../blobs.ts'
import { copyOf } from './bytes.ts'

/** Sealed chunks of a guest page, and of tests. */
export function createMemoryBlobs(): Blobs {
  const chunks = new Map<string, Uint8Array>()
  let used = 0
  const remove = (hash: string) => {
    used -= chunks.get(hash)?.length ?? 0
    chunks.delete(hash)
  }
  return {
    has: (hash) => chunks.has(hash),
    write(hash, chunk) {
      remove(hash)
      chunks.set(hash, copyOf(chunk))
      used += chunk.length
    },
    read: (hash) => chunks.get(hash),
    remove,
    usedBytes: () => used,
  }
}
