import type { DeviceId, ItemId, SpaceId, VersionId } from '../base/ids.ts'

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
  /** The same, and from now on it is this envelope that tells who has heard of it. */
  eraseAgain(spaceId: SpaceId, erasure: VersionErasure): void
  erasures(spaceId: SpaceId): readonly VersionErasure[]
}
