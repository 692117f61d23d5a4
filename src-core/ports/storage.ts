import type {
  CommentId,
  DeviceId,
  DocId,
  EntryHash,
  FileId,
  ItemId,
  SpaceId,
  UserId,
  VersionId,
} from '../base/ids.ts'

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
  readonly versions: VersionStore
  readonly mailbox: MailboxStateStore
  /** Only `src-core/privacy` touches this; everyone else asks the gate, with a purpose. */
  readonly personal: PersonalStore
  /** Bytes on disk, for the storage meter (MS-10). */
  usedBytes(): number
  close(): void
}

/** Small values that are no one's personal data but the owner's own settings and drafts. JSON text. */
export interface SettingsStore {
  get(key: string): string | undefined
  set(key: string, value: string): void
  remove(key: string): void
}

export interface SpaceRow {
  readonly spaceId: SpaceId
  /** 32 bytes; seals epoch keys, invitation seeds and checkpoints. Erasing the Space destroys it. */
  readonly dataKey: Uint8Array
  /** Order in the rail: ms since 1970 of creation or joining on this device. */
  readonly addedAt: number
  readonly sample: boolean
  /** Of a hidden group: the Space it belongs to (rule 10). */
  readonly parent: SpaceId | null
  /** Of a hidden group: it is there for one confidential document. */
  readonly document: boolean
  readonly name: string
  readonly enamel: string
  /** The feed has been seen up to and including this order (0: nothing yet), at this time. */
  readonly readOrder: number
  readonly readAt: number
}

export interface SpaceStore {
  list(): readonly SpaceRow[]
  get(spaceId: SpaceId): SpaceRow | undefined
  put(row: SpaceRow): void
  /** Removes the row and everything that names the Space, its data key first. */
  erase(spaceId: SpaceId): void
  /** Sealed under the data key by the caller. */
  putSecret(spaceId: SpaceId, kind: SecretKind, id: string, sealed: Uint8Array): void
  secrets(
    spaceId: SpaceId,
    kind: SecretKind,
  ): readonly { readonly id: string; readonly sealed: Uint8Array }[]
  removeSecret(spaceId: SpaceId, kind: SecretKind, id: string): void
}

/**
 * From `verdict` on: what a Space notes of its devices (rules 13, 15, 35), by device id; `kept`: what is posted again
 * after this one went on from a backup; `snapshot` of its documents' snapshots (rule 16), by hash; `erasure`: of which
 * documents the history is to go.
 */
export type SecretKind =
  | 'epoch'
  | 'invite'
  | 'verdict'
  | 'proof'
  | 'suspect'
  | 'aside'
  | 'kept'
  | 'snapshot'
  | 'erasure'

export interface LogStore {
  /** Adding an entry that is there changes nothing. */
  append(spaceId: SpaceId, hash: EntryHash, bytes: Uint8Array): void
  /** In the order of arrival. */
  list(spaceId: SpaceId): readonly { readonly hash: EntryHash; readonly bytes: Uint8Array }[]
}

export interface EnvelopeRow {
  readonly docId: DocId
  readonly deviceId: DeviceId
  readonly seq: number
  /** Of a segment: the first envelope it stands for, `seq` being the last. */
  readonly firstSeq?: number
  /** 43 characters: BLAKE2b-256 of `bytes`; of a segment that of the last envelope it stands for. */
  readonly hash: string
  readonly bytes: Uint8Array
}

export interface StoredEnvelope extends EnvelopeRow {
  /** Grows with every envelope accepted on this device; a checkpoint says how far it reaches. */
  readonly position: number
}

export interface DeviceHead {
  readonly deviceId: DeviceId
  readonly seq: number
  readonly hash: string
}

export interface EnvelopeStore {
  /** Returns the position. The caller has checked that `seq` follows the device's head. */
  append(spaceId: SpaceId, row: EnvelopeRow): number
  /**
   * Puts a segment in the place of the envelopes it stands for, as far as they are here, and returns its
   * position: that of the last of them, or a new one where that is not here.
   */
  replace(spaceId: SpaceId, segment: EnvelopeRow): number
  /** The same with a stub, and what it stands for goes from the disk's log too. */
  prune(spaceId: SpaceId, stub: EnvelopeRow): number
  /** Takes a device's envelopes behind `seq` away, which no segment spans: its head is the one before again. */
  cutBack(spaceId: SpaceId, deviceId: DeviceId, seq: number): void
  /** The last accepted envelope of each device. */
  heads(spaceId: SpaceId): readonly DeviceHead[]
  /** Envelopes of one device that reach `fromSeq` or beyond, at most `limit`, in order. */
  ofDevice(
    spaceId: SpaceId,
    deviceId: DeviceId,
    fromSeq: number,
    limit: number,
  ): readonly StoredEnvelope[]
  /** Envelopes of one document after `position`, at most `limit`, in order of position. */
  ofDocument(
    spaceId: SpaceId,
    docId: DocId,
    afterPosition: number,
    limit: number,
  ): readonly StoredEnvelope[]
  /** What another device has confirmed to hold; survives restarts, so that "Waiting for Bob" does. */
  putConfirmed(spaceId: SpaceId, peer: DeviceId, heads: readonly DeviceHead[], at: number): void
  confirmed(spaceId: SpaceId): readonly {
    readonly peer: DeviceId
    readonly heads: readonly DeviceHead[]
    readonly at: number
  }[]
  /** Notes that a device had confirmed this device's envelopes up to `seq` at `at`; kept by the minute. */
  putReceipt(spaceId: SpaceId, peer: DeviceId, seq: number, at: number): void
  /** For each device that confirmed the envelope `seq`: when it first was known, to the minute. */
  receipts(
    spaceId: SpaceId,
    seq: number,
  ): readonly { readonly peer: DeviceId; readonly at: number }[]
  /** Envelopes that arrived before what they build on (rule 15); the caller keeps the 8 MiB limit. */
  hold(spaceId: SpaceId, row: EnvelopeRow): void
  held(spaceId: SpaceId): readonly EnvelopeRow[]
  heldAt(spaceId: SpaceId, deviceId: DeviceId, seq: number): EnvelopeRow | undefined
  release(spaceId: SpaceId, deviceId: DeviceId, seq: number): void
  /** Rule 13: written before an envelope is applied, removed after; one found at start means quarantine. */
  setApplying(
    spaceId: SpaceId,
    mark: { readonly docId: DocId; readonly deviceId: DeviceId; readonly seq: number } | null,
  ): void
  applying(
    spaceId: SpaceId,
  ): { readonly docId: DocId; readonly deviceId: DeviceId; readonly seq: number } | null
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

export type ItemKind = 'message' | 'note' | 'link' | 'file'

/** One line of the feed as pages see it; written by the host from the documents. */
export interface ItemRow {
  readonly itemId: ItemId
  readonly kind: ItemKind
  /** Logical clock of the feed; ties are broken by `itemId`. */
  readonly order: number
  readonly author: UserId
  readonly device: DeviceId
  /** Position of the author's envelope in its chain, for delivery pips. */
  readonly seq: number
  readonly createdAt: number
  readonly editedAt: number | null
  readonly editedBy: UserId | null
  readonly binnedAt: number | null
  readonly binnedBy: UserId | null
  /** JSON of the kind's content (`documents/items.ts`). */
  readonly content: string
  /** What full-text search finds: text, title, file name, address. */
  readonly searchText: string
}

export interface CommentRow {
  readonly commentId: CommentId
  readonly itemId: ItemId
  readonly order: number
  readonly author: UserId
  readonly device: DeviceId
  readonly createdAt: number
  readonly editedAt: number | null
  readonly binnedAt: number | null
  readonly text: string
}

export type FeedFilter = 'everything' | ItemKind | 'picture'

export interface SearchHit {
  readonly spaceId: SpaceId
  readonly itemId: ItemId
  readonly kind: ItemKind
  /** Plain text around the match; matches stand between U+0001 and U+0002. */
  readonly snippet: string
  readonly createdAt: number
}

/** What the full-text index has to do yet: rows that wait for it, parts of it to be joined, or nothing. */
export type IndexRest = 'rows' | 'parts' | 'nothing'

/** Binned items and comments stay in the tables and are left out by every read but `item`. */
export interface FeedStore {
  putItems(spaceId: SpaceId, rows: readonly ItemRow[]): void
  removeItems(spaceId: SpaceId, itemIds: readonly ItemId[]): void
  item(spaceId: SpaceId, itemId: ItemId): ItemRow | undefined
  count(spaceId: SpaceId, filter: FeedFilter): number
  /** Oldest first. */
  window(spaceId: SpaceId, filter: FeedFilter, offset: number, limit: number): readonly ItemRow[]
  /** Index of the first item with an order above `order`; the count if there is none. */
  indexAfter(spaceId: SpaceId, filter: FeedFilter, order: number): number
  indexOf(spaceId: SpaceId, filter: FeedFilter, itemId: ItemId): number | undefined
  /** The highest order, 0 for an empty feed, binned items included. */
  lastOrder(spaceId: SpaceId): number
  /** Items above `order` written by others. */
  unread(spaceId: SpaceId, order: number, self: UserId): number
  putComments(spaceId: SpaceId, rows: readonly CommentRow[]): void
  removeComments(spaceId: SpaceId, commentIds: readonly CommentId[]): void
  comment(spaceId: SpaceId, commentId: CommentId): CommentRow | undefined
  /** Oldest first. */
  comments(spaceId: SpaceId, itemId: ItemId): readonly CommentRow[]
  /** Per item: how many comments, and the last two. */
  commentSummaries(
    spaceId: SpaceId,
    itemIds: readonly ItemId[],
  ): ReadonlyMap<ItemId, { readonly total: number; readonly latest: readonly CommentRow[] }>
  /**
   * A turn of some 20 ms for the full-text index, which is behind what was written; says what is left. To be
   * called when the host is idle, and while rows wait before a search.
   */
  indexSome(): IndexRest
  /**
   * Full text over items and comments, newest first; candidates are capped before ranking. What waits for the
   * index is indexed first, however long that takes: everything that was written is found.
   */
  search(query: string, spaceId: SpaceId | null, limit: number): readonly SearchHit[]
}

export type TransferState = 'complete' | 'partial' | 'paused'

export interface FileRow {
  readonly fileId: FileId
  readonly itemId: ItemId
  /** Signed manifest bytes (`documents/files.ts`), with the file's key: sealed under the data key. */
  readonly sealedManifest: Uint8Array
  readonly chunkCount: number
  /** One bit a chunk, lowest bit first. */
  readonly have: Uint8Array
  readonly state: TransferState
}

export interface FileStore {
  put(spaceId: SpaceId, row: FileRow): void
  get(spaceId: SpaceId, fileId: FileId): FileRow | undefined
  /** Files that are not complete, for resuming. */
  unfinished(spaceId: SpaceId): readonly FileRow[]
  setProgress(spaceId: SpaceId, fileId: FileId, have: Uint8Array, state: TransferState): void
  remove(spaceId: SpaceId, fileId: FileId): void
}

/** A kept version of a note: what opens it, and what is opened. */
export interface VersionRow {
  readonly versionId: VersionId
  readonly itemId: ItemId
  /** The version's own key, sealed under the data key. */
  readonly sealedKey: Uint8Array
  /** Sealed under that key by whoever kept the version. */
  readonly blob: Uint8Array
}

/** That a version was erased here, and with which envelope that became known. */
export interface VersionErasure {
  readonly versionId: VersionId
  readonly deviceId: DeviceId
  /** Whoever has confirmed this one of `deviceId` has heard of the erasure. */
  readonly seq: number
}

export interface VersionStore {
  /** Throws for nothing: a version that is marked as erased is not taken. */
  put(spaceId: SpaceId, row: VersionRow): void
  get(spaceId: SpaceId, versionId: VersionId): VersionRow | undefined
  /** Those that are there. */
  ids(spaceId: SpaceId): readonly VersionId[]
  /** Bytes of all that are there. */
  bytes(spaceId: SpaceId): number
  /** Key and content go, from the disk's log too; nothing is remembered. */
  remove(spaceId: SpaceId, versionId: VersionId): void
  /** The same, and it never comes back: later calls of `put` for it do nothing. */
  erase(spaceId: SpaceId, erasure: VersionErasure): void
  erasures(spaceId: SpaceId): readonly VersionErasure[]
}

/** The owner of this installation, with the secret keys; there is at most one. */
export interface ProfileRowWithSecrets {
  readonly userId: UserId
  readonly deviceId: DeviceId
  readonly name: string
  readonly enamel: string
  readonly deviceLabel: string
  readonly createdAt: number
  /** Encoded secrets (`membership/identity.ts`). */
  readonly secrets: Uint8Array
}

export interface PersonRow {
  readonly spaceId: SpaceId
  readonly userId: UserId
  readonly name: string
  /** As told by the person and not checked; null unless given (WS-4). */
  readonly email: string | null
  /** The signed card this row was read from (`membership/card.ts`). */
  readonly card: Uint8Array
  readonly updatedAt: number
}

/** What one device of a person said of itself, signed (`membership/card.ts`). */
export interface DeviceCardRow {
  readonly spaceId: SpaceId
  readonly userId: UserId
  readonly deviceId: DeviceId
  readonly card: Uint8Array
}

export interface LedgerRow {
  readonly at: number
  readonly purpose: string
  readonly what: string
  readonly spaceId: SpaceId | null
  readonly recipient: string | null
}

/** What one tells about oneself (WS-18); null: not told, and for the name: the profile's. */
export interface IntroductionRow {
  readonly name: string | null
  readonly email: string | null
  /** A small picture, encoded anew on this device. */
  readonly photo: Uint8Array | null
}

/** A safety number that was compared and matched. */
export interface ComparisonRow {
  readonly userId: UserId
  /** The root key it matched for, 32 bytes. */
  readonly rootKey: Uint8Array
  /** The name the person bore then: who comes with it and another key is told apart. */
  readonly name: string
  readonly at: number
}

export interface PersonalStore {
  profile(): ProfileRowWithSecrets | undefined
  putProfile(row: ProfileRowWithSecrets): void
  people(spaceId: SpaceId): readonly PersonRow[]
  putPerson(row: PersonRow): void
  /** With the cards of the person's devices. */
  removePerson(spaceId: SpaceId, userId: UserId): void
  cards(spaceId: SpaceId): readonly DeviceCardRow[]
  putCard(row: DeviceCardRow): void
  /** One's own: for one Space, or (null) for every Space that has none of its own. */
  introduction(spaceId: SpaceId | null): IntroductionRow | undefined
  putIntroduction(spaceId: SpaceId | null, row: IntroductionRow): void
  removeIntroduction(spaceId: SpaceId | null): void
  comparisons(): readonly ComparisonRow[]
  putComparison(row: ComparisonRow): void
  removeComparison(userId: UserId): void
  ledger(limit: number): readonly LedgerRow[]
  appendLedger(row: LedgerRow): void
}
