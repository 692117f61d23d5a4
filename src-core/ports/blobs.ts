/**
 * Encrypted file chunks, named by the lower-case hex BLAKE2b-256 of their content. Synchronous like
 * `Storage`. Content is ciphertext before it gets here; the store adds nothing and trusts nothing.
 */
export interface Blobs {
  has(hash: string): boolean
  /** Throws FoyerError DISK_FULL or DISK_FAILED; a chunk is either there completely or not at all. */
  write(hash: string, chunk: Uint8Array): void
  read(hash: string): Uint8Array | undefined
  remove(hash: string): void
  /** Bytes held, for the storage meter (MS-10). */
  usedBytes(): number
}
