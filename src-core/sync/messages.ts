import { fromHex, toHex } from '../base/bytes.ts'
import {
  bytes,
  type Codec,
  type CodecValue,
  encode,
  fixedBytes,
  list,
  mapped,
  struct,
  text,
  tryDecode,
  u8,
  u16,
  u32,
  u53,
  union,
} from '../base/codec.ts'
import { hashId, shortId } from '../base/idCodec.ts'
import {
  type DeviceId,
  type EntryHash,
  type Id,
  idFromBytes,
  idToBytes,
  type VersionId,
} from '../base/ids.ts'
import { MAX_CARD_BYTES, MAX_ENTRY_BYTES } from '../membership/index.ts'
import type { DeviceHead } from '../ports/index.ts'
import { MAX_ENVELOPE_BYTES, MAX_PRESENCE_BYTES, MAX_TOLD_LOG_HEADS } from './limits.ts'

export const SESSION_PROTOCOL = 1

/** Most heads in one message, and most of one peer that are remembered. */
export const MAX_HEADS = 4096
/** Plain 256 KiB and what sealing adds. */
const MAX_CHUNK = 256 * 1024 + 1024

const blobHash: Codec<string> = mapped(fixedBytes(32), toHex, fromHex)
const envelopeHash: Codec<string> = mapped(fixedBytes(32), idFromBytes<Id>, (hash) =>
  idToBytes(hash as Id),
)
const logHeads = list(hashId<EntryHash>(), MAX_TOLD_LOG_HEADS)
const head: Codec<DeviceHead> = struct({
  deviceId: shortId<DeviceId>(),
  seq: u53,
  hash: envelopeHash,
})

/** A kept version; `documents` has the same limit. */
export const MAX_VERSION_BYTES = 2 * 1024 * 1024
/** In one message; more follow in another. */
export const MAX_CARDS = 1000
/** A Space, or a part of its log, handed over between devices. */
export const MAX_OWN = 4 * 1024 * 1024

/**
 * What two devices say about one Space. Tags up to 127 must be understood; a newer version gives what
 * may be ignored a tag above. 64 to 79 are left to the host, for the door of an invitation.
 */
const message = union({
  hello: [1, struct({ protocol: u16, now: u53, logHeads })],
  /** Heads that changed since the last such message; the first one has all. */
  frontiers: [2, struct({ now: u53, heads: list(head, MAX_HEADS) })],
  wantLog: [3, struct({ logHeads })],
  logEntries: [4, struct({ logHeads, entries: list(bytes(MAX_ENTRY_BYTES), 10_000) })],
  /** `id` comes back with every batch of the answer. */
  want: [5, struct({ id: u32, device: shortId<DeviceId>(), fromSeq: u53, limit: u16 })],
  /** `id` 0: pushed without being asked for. `last`: no more is coming for this `id`. */
  envelopes: [6, struct({ id: u32, last: u8, batch: list(bytes(MAX_ENVELOPE_BYTES), 4096) })],
  cards: [7, struct({ cards: list(bytes(MAX_CARD_BYTES), MAX_CARDS) })],
  wantChunks: [8, struct({ hashes: list(blobHash, 64) })],
  chunk: [9, struct({ hash: blobHash, bytes: bytes(MAX_CHUNK) })],
  chunkMissing: [10, struct({ hash: blobHash })],
  bye: [11, struct({ reason: text(200) })],
  presence: [128, struct({ bytes: bytes(MAX_PRESENCE_BYTES) })],
  /** Two envelopes that one device signed under one number (rule 35). */
  proof: [129, struct({ first: bytes(MAX_ENVELOPE_BYTES), second: bytes(MAX_ENVELOPE_BYTES) })],
  /** Between devices of one person (rule 33). */
  own: [130, struct({ bytes: bytes(MAX_OWN) })],
  /** Kept versions of notes: their keys travel here and nowhere else (rule 16). */
  wantVersions: [131, struct({ ids: list(shortId<VersionId>(), 64) })],
  version: [
    132,
    struct({ id: shortId<VersionId>(), key: fixedBytes(32), blob: bytes(MAX_VERSION_BYTES) }),
  ],
  /** A hidden group of the Space, for a device that is in it (rule 10). */
  group: [133, struct({ bytes: bytes(MAX_OWN) })],
  versionMissing: [134, struct({ id: shortId<VersionId>() })],
  /** Parts of a signed snapshot, before the stubs that stand for what lies beneath it (rule 16). */
  snapshots: [135, struct({ batch: list(bytes(MAX_ENVELOPE_BYTES), 16) })],
})
export type SessionMessage = CodecValue<typeof message>

const KNOWN = new Set([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 128, 129, 130, 131, 132, 133, 134, 135])
const FIRST_OPTIONAL = 128
const isDoor = (tag: number) => tag >= 64 && tag <= 79

export const encodeMessage = (value: SessionMessage): Uint8Array => encode(message, value)

export type ReceivedMessage =
  | { readonly type: 'known'; readonly message: SessionMessage }
  | { readonly type: 'ignored' }
  | { readonly type: 'unknown' }
  | { readonly type: 'malformed' }

/** Never throws. */
export function decodeMessage(received: Uint8Array): ReceivedMessage {
  const tag = received[0]
  if (tag === undefined) return { type: 'malformed' }
  if (!KNOWN.has(tag)) return { type: tag >= FIRST_OPTIONAL || isDoor(tag) ? 'ignored' : 'unknown' }
  const value = tryDecode(message, received)
  return value ? { type: 'known', message: value } : { type: 'malformed' }
}
