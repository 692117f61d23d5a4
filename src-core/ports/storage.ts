import type { DocId, EntryHash, SpaceId } from '../base/ids.ts'
import type { EnvelopeStore } from './envelopeStore.ts'
import type { FeedStore } from './feedStore.ts'
import type { FileStore } from './fileStore.ts'
import type { GivenStore } from './givenStore.ts'
import type { PersonalStore } from './personalStore.ts'
import type { SpaceStore } from './spaceStore.ts'
import type { VersionStore } from './versionStore.ts'

/**
 * Everything a host keeps. Synchronous (style.md, habit 16): work is done when a call returns, and a
 * write is on disk when `transaction` returns. Throws FoyerError DISK_FULL or DISK_FAILED; a failed
 * transaction leaves nothing behind. Adapters: encrypted SQLite, and memory for the guest page.
 */
export interface Storage {
  /** All or nothing. Nested calls join the outer transaction. */
  transaction<T>(work: () => T): T
  /**
   * The same for what can be made or asked for again: it outlives this process, but a power cut may undo it,
   * and the call does not wait for the disk. Inside a transaction it is written as that is.
   */
  unsynced<T>(work: () => T): T
  /** Outside of a transaction: everything that was written is on disk when it returns. */
  settle(): void
  readonly settings: SettingsStore
  readonly spaces: SpaceStore
  readonly log: LogStore
  readonly envelopes: EnvelopeStore
  readonly checkpoints: CheckpointStore
  readonly feed: FeedStore
  readonly files: FileStore
  readonly given: GivenStore
  readonly versions: VersionStore
  readonly mailbox: MailboxStateStore
  /** Only `src-core/privacy` touches this; everyone else asks the gate, with a purpose. */
  readonly personal: PersonalStore
  /** Bytes on disk, for the storage meter (MS-10). */
  usedBytes(): number
  close(): void
}

/**
 * Small values that are no one's personal data but the owner's own settings and drafts. JSON text. What is of a Space
 * has its id between colons in its key (`draft:SPACE:feed`), and goes when the Space is erased.
 */
export interface SettingsStore {
  get(key: string): string | undefined
  set(key: string, value: string): void
  remove(key: string): void
}

export interface LogStore {
  /** Adding an entry that is there changes nothing. */
  append(spaceId: SpaceId, hash: EntryHash, bytes: Uint8Array): void
  /** In the order of arrival. */
  list(spaceId: SpaceId): readonly { readonly hash: EntryHash; readonly bytes: Uint8Array }[]
}

/** What the host remembers about a Space's mail at each relay: JSON text of its own. */
export interface MailboxStateStore {
  get(spaceId: SpaceId, relay: string): string | undefined
  put(spaceId: SpaceId, relay: string, state: string): void
}

export interface CheckpointStore {
  /** A local cache of a document's state up to `position`, sealed under the data key by the caller. */
  put(spaceId: SpaceId, docId: DocId, position: number, sealed: Uint8Array): void
  get(
    spaceId: SpaceId,
    docId: DocId,
  ): { readonly position: number; readonly sealed: Uint8Array } | undefined
}
