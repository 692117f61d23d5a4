import { concatBytes, utf8 } from '../../base/bytes.ts'
import { type Codec, encode, fixedBytes, mapped, struct, u8, u32, u53 } from '../../base/codec.ts'
import { shortId } from '../../base/idCodec.ts'
import {
  type ItemId,
  idFromBytes,
  idToBytes,
  type SpaceId,
  type VersionId,
} from '../../base/ids.ts'
import { hash } from '../../crypto/index.ts'

/** Why a version was kept: by the app at the end of writing, by a person, before another was restored. */
export type VersionKind = 'automatic' | 'named' | 'beforeRestore'

/** The numbers on the wire; never reuse one. */
const KINDS: Readonly<Record<VersionKind, number>> = { automatic: 1, named: 2, beforeRestore: 3 }
export const VERSION_KINDS = Object.keys(KINDS) as readonly VersionKind[]

/** What everybody is told of a kept version: nothing of its content, and no name (rule 16). */
export interface VersionRecord {
  readonly itemId: ItemId
  /** ms since 1970, by the author's clock. */
  readonly at: number
  /** Logical clock over all versions of the Space. */
  readonly order: number
  readonly kind: VersionKind
  /** BLAKE2b-256 of the sealed blob. */
  readonly hash: Uint8Array
  /** Binds the key: no other one is taken for this version (`checkOf`). */
  readonly check: Uint8Array
  /** Bytes of the sealed blob. */
  readonly bytes: number
}

const kind: Codec<VersionKind> = mapped(
  u8,
  (number) => VERSION_KINDS.find((name) => KINDS[name] === number) as VersionKind,
  (name) => KINDS[name],
)
const record: Codec<VersionRecord & { readonly version: number }> = struct({
  version: u8,
  itemId: shortId<ItemId>(),
  at: u53,
  order: u53,
  kind,
  hash: fixedBytes(32),
  check: fixedBytes(32),
  bytes: u32,
})

const LABEL = 'foyer/v1/version'
const TAG_BYTES = 4
const DIGEST_BYTES = 12

/**
 * A version's id follows from who kept it and from all that is said of it: it can be neither claimed by
 * another device nor given to something else later. `tag`: the author's (rule 11).
 */
export function versionIdOf(spaceId: SpaceId, tag: number, content: VersionRecord): VersionId {
  const bytes = new Uint8Array(TAG_BYTES)
  new DataView(bytes.buffer).setUint32(0, tag)
  const digest = hash(utf8(LABEL), idToBytes(spaceId), encode(record, { version: 1, ...content }))
  return idFromBytes<VersionId>(concatBytes(bytes, digest.subarray(0, DIGEST_BYTES)))
}

/** The tag of the device that kept it. */
export function tagOfVersion(versionId: VersionId): number {
  const bytes = idToBytes(versionId)
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(0)
}
