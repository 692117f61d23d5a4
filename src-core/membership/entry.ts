import { concatBytes } from '../base/bytes.ts'
import {
  CodecError,
  encode,
  fixedBytes,
  list,
  mapped,
  struct,
  tryDecode,
  u53,
} from '../base/codec.ts'
import { hashId as hashCodec, shortId } from '../base/idCodec.ts'
import { type DeviceId, type EntryHash, idFromBytes, idToBytes, type SpaceId } from '../base/ids.ts'
import { hashId, type SigningKeysWithSecrets, sign, verify } from '../crypto/index.ts'
import { type Action, action } from './actions.ts'
import { compareIds } from './compareIds.ts'
import { versionByte } from './versionByte.ts'

export const MAX_ENTRY_BYTES = 256 * 1024
/** An entry names at most this many heads; the ones left over are named by the next entry. */
export const MAX_PREV = 64
const LABEL = 'log-entry'
const SIGNATURE_BYTES = 64

/** One step of a membership log (rule 3). */
export interface LogEntry {
  /** Null in the genesis, whose hash is the Space's id. */
  readonly spaceId: SpaceId | null
  /** Ascending, without repetition; empty in the genesis only. */
  readonly prev: readonly EntryHash[]
  readonly author: DeviceId
  /** ms since 1970, as the author told; never used for order. */
  readonly at: number
  readonly action: Action
}

export interface EncodedEntry {
  readonly hash: EntryHash
  readonly bytes: Uint8Array
}

/** An entry as received; `signed` and `signature` are cut from the exact bytes. */
export interface OpenedEntry extends LogEntry {
  readonly hash: EntryHash
  readonly bytes: Uint8Array
  readonly signed: Uint8Array
  readonly signature: Uint8Array
}

const zeros = new Uint8Array(32)
/** 32 zeros stand for the id that the genesis cannot know yet. */
const spaceId = mapped<Uint8Array, SpaceId | null>(
  fixedBytes(32),
  (raw) => (raw.some((byte) => byte !== 0) ? idFromBytes<SpaceId>(raw) : null),
  (id) => (id === null ? zeros : idToBytes(id)),
)

const ascending = mapped(
  list(hashCodec<EntryHash>(), MAX_PREV),
  (hashes) => {
    if (hashes.some((hash, i) => i > 0 && compareIds(hash, hashes[i - 1] as EntryHash) <= 0))
      throw new CodecError('not ascending')
    return hashes
  },
  (hashes) => hashes,
)

const body = struct({
  version: versionByte(1),
  spaceId,
  prev: ascending,
  author: shortId<DeviceId>(),
  at: u53,
  action,
})

export function sealEntry(entry: LogEntry, keys: SigningKeysWithSecrets): EncodedEntry {
  const prev = [...new Set(entry.prev)].sort(compareIds)
  const signed = encode(body, { version: 1, ...entry, prev })
  const bytes = concatBytes(signed, sign(LABEL, signed, keys))
  return { hash: hashId<EntryHash>(bytes), bytes }
}

/** Undefined for anything that is not exactly one entry. The signature is not checked here. */
export function openEntry(bytes: Uint8Array): OpenedEntry | undefined {
  if (bytes.length > MAX_ENTRY_BYTES || bytes.length < SIGNATURE_BYTES) return undefined
  const signed = bytes.subarray(0, -SIGNATURE_BYTES)
  const entry = tryDecode(body, signed)
  if (!entry || !isPlaced(entry)) return undefined
  const { version: _, ...fields } = entry
  const signature = bytes.subarray(-SIGNATURE_BYTES)
  return { ...fields, hash: hashId<EntryHash>(bytes), bytes, signed, signature }
}

/** Only a genesis, and every genesis, stands at the beginning of a log. */
const isPlaced = (entry: LogEntry): boolean =>
  entry.action.type === 'genesis'
    ? entry.spaceId === null && entry.prev.length === 0
    : entry.spaceId !== null && entry.prev.length > 0

export const verifyEntry = (entry: OpenedEntry, signKey: Uint8Array): boolean =>
  verify(LABEL, entry.signed, entry.signature, signKey)
