import type { Disposer } from '../base/disposer.ts'
import type { DeviceId, EntryHash, VersionId } from '../base/ids.ts'
import type { Clock, DeviceHead } from '../ports/index.ts'
import type { SecureLink } from './peeringTypes.ts'

/** One Space as its sessions see it; all sessions of a Space must be given the same object. */
export interface Replica {
  logHeads(): readonly EntryHash[]
  hasEntry(hash: EntryHash): boolean
  /** What is missing for someone with these heads, in an order that can be replayed. */
  entriesFor(theirHeads: readonly EntryHash[]): readonly Uint8Array[]
  /** Where many are taken in, a promise: what the peer sends next waits for it. */
  receiveLog(entries: readonly Uint8Array[], from: DeviceId): Promise<void> | undefined
  /** Until the log knows a device, its session takes log entries and tells it nothing but heads. */
  isMember(device: DeviceId): boolean
  /**
   * What a device is told whose access was ended: log entries up to that end, and nothing after it. Its
   * link is closed when it has been told. Undefined for all others.
   */
  lastWords?(
    device: DeviceId,
    theirHeads: readonly EntryHash[],
  ):
    | { readonly logHeads: readonly EntryHash[]; readonly entries: readonly Uint8Array[] }
    | undefined
  /** What such a device says to that: to be taken where with it the device is a member. */
  receiveLastWords?(entries: readonly Uint8Array[], device: DeviceId): void
  /** From another device of the same person; nobody else's is looked at. */
  receiveOwn?(device: DeviceId, bytes: Uint8Array): void
  /** A hidden group of the Space that this device is said to be in. Not verified. */
  receiveGroup?(device: DeviceId, bytes: Uint8Array): void
  /** The last accepted envelope of each device. */
  frontiers(): readonly DeviceHead[]
  /** All of them are on disk for good when it returns: others are told. Throws FoyerError, as `Storage` does. */
  settle?(): void
  /** In order from `fromSeq` on, without gaps, at most `limit`. */
  envelopes(device: DeviceId, fromSeq: number, limit: number): readonly Uint8Array[]
  /** Beneath which the envelopes went that this stub stands for. */
  snapshotFor?(
    stub: Uint8Array,
  ): { readonly hash: string; readonly parts: () => readonly Uint8Array[] } | undefined
  /** `from` brought them; who wrote them is for the receiver to verify. The next batch waits for it. */
  receiveEnvelopes(batch: readonly Uint8Array[], from: DeviceId): void | Promise<void>
  /** Hash of the envelope kept under this number; undefined for none, or where it counts no more. */
  hashAt(device: DeviceId, seq: number): string | undefined
  /** Chains that went another way here than the log names: what to ask for, backwards from `seq` (rule 15). */
  sought?(): readonly { readonly deviceId: DeviceId; readonly seq: number }[]
  /** Pairs of envelopes that devices signed under one number (rule 35). */
  proofs(): readonly (readonly [Uint8Array, Uint8Array])[]
  /** Not verified yet. */
  receiveProof(first: Uint8Array, second: Uint8Array, from: DeviceId): void
  cards(): readonly Uint8Array[]
  receiveCards(cards: readonly Uint8Array[], from: DeviceId): void
  /** Everything the device is known to hold, after each time it told something new. */
  peerFrontiers(device: DeviceId, heads: readonly DeviceHead[], peerNow: number): void
  /** At most 4 KiB. */
  receivePresence(from: DeviceId, bytes: Uint8Array): void
  /** A sealed file chunk by its hash. */
  chunk(hash: string): Uint8Array | undefined
  /** The bytes have been found to have this hash. */
  receiveChunk(hash: string, bytes: Uint8Array, from: DeviceId): void
  /** The device does not have a chunk it was asked for; ask another one. */
  chunkMissing(hash: string, from: DeviceId): void
  /** A kept version with its key, where it is here and this device may have it. */
  version?(id: VersionId, forDevice: DeviceId): VersionWithSecrets | undefined
  /** Not verified. */
  receiveVersion?(id: VersionId, version: VersionWithSecrets, from: DeviceId): void
  /** The device does not have it, or does not give it. */
  versionMissing?(id: VersionId, from: DeviceId): void
}

export interface VersionWithSecrets {
  readonly key: Uint8Array
  readonly blob: Uint8Array
}

export interface SessionOptions {
  readonly link: SecureLink
  readonly replica: Replica
  readonly clock: Clock
}

/** What two members say to each other about one Space over one link. */
export interface Session {
  readonly device: DeviceId
  /** The first hello has been received: the peer's heads are known. */
  readonly greeted: boolean
  onGreeted(listener: () => void): Disposer
  /** Pushes an envelope of this device at once, before anyone asks. */
  announceEnvelope(bytes: Uint8Array): void
  /** Call after the log has grown, whoever wrote the entries; sends only what the peer lacks. */
  announceLog(): void
  announceCards(): void
  /** Passes on that a device signed two envelopes under one number. */
  announceProof(first: Uint8Array, second: Uint8Array): void
  /** To another device of the same person. Dropped while the peer is not known to be a member. */
  sendOwn(bytes: Uint8Array): void
  /** Likewise, to a device that is in the group. */
  sendGroup(bytes: Uint8Array): void
  /** Dropped while the peer is not known to be a member. */
  sendPresence(bytes: Uint8Array): void
  /** 16 are in flight at a time, the rest waits here in order. */
  wantChunks(hashes: readonly string[]): void
  cancelChunks(hashes: readonly string[]): void
  /** Asks for kept versions, at most 64. Dropped while the peer is not known to be a member. */
  wantVersions(ids: readonly VersionId[]): void
  /** Says good-bye and closes the link. */
  close(reason: string): void
}
