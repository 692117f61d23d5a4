import type { CommentId, DeviceId, ItemId, SpaceId, VersionId } from '../base/ids.ts'
import type { ItemKind } from './feedStore.ts'

/** This device gave the content of a kept version to another one. */
export interface HandedVersion {
  readonly versionId: VersionId
  readonly itemId: ItemId
  readonly peer: DeviceId
  /** When the version was kept, ms since 1970. */
  readonly keptAt: number
  /** When it was given first, ms since 1970. */
  readonly at: number
}

/** What is looked for: what these devices wrote up to these envelopes, and versions that went to these devices. */
export interface GivenQuery {
  readonly reach: ReadonlyMap<DeviceId, number>
  readonly peers: readonly DeviceId[]
}

/** An item, a comment or a kept version, with what it takes to name it. */
export interface GivenRow {
  readonly kind: ItemKind | 'comment' | 'version'
  readonly id: ItemId | CommentId | VersionId
  /** The item itself, or the one that it belongs to. */
  readonly itemId: ItemId
  /** Who wrote it; null for a version. */
  readonly device: DeviceId | null
  /** As in `ItemRow`; 0 for a version. */
  readonly seq: number
  /** ms since 1970; of a version, when it was kept. */
  readonly createdAt: number
  readonly isBinned: boolean
  /** Of an item JSON of its kind's content, of a comment its text, of a version empty. */
  readonly content: string
}

/** What lies in a Space by who wrote it, the bin included, and which versions went where. */
export interface GivenStore {
  count(spaceId: SpaceId, query: GivenQuery): number
  /** Newest first. */
  window(spaceId: SpaceId, query: GivenQuery, offset: number, limit: number): readonly GivenRow[]
  /** The first time counts. */
  putHanded(spaceId: SpaceId, row: HandedVersion): void
  handed(spaceId: SpaceId, versionId: VersionId): readonly HandedVersion[]
}
