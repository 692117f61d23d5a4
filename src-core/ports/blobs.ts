/**
 * Encrypted file chunks, named by the lower-case hex BLAKE2b-256 of their content. Synchronous like
 * `Storage`. Content is ciphertext before it gets here; the store adds nothing and trusts nothing.
 */
export interface Blobs {
  has(hash: string): boolean
  /**
   * Throws FoyerError DISK_FULL or DISK_FAILED; a chunk is either there completely or not at all. It
   * survives a power cut, and the end of the process, only once `flush` has resolved.
   */
  write(hash: string, chunk: Uint8Array): void
  /**
   * Resolves when every chunk written before the call is there for good; rejects with FoyerError
   * DISK_FULL or DISK_FAILED, and a later call tries again. Absent where nothing is kept for long.
   */
  flush?(): Promise<void>
  read(hash: string): Uint8Array | undefined
  remove(hash: string): void
  /** Bytes held, for the storage meter (MS-10). */
  usedBytes(): number
}
