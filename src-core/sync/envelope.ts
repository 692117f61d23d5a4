import { concatBytes } from '../base/bytes.ts'
import {
  type Codec,
  CodecError,
  encode,
  fixedBytes,
  list,
  mapped,
  struct,
  tryDecode,
  u8,
  u53,
} from '../base/codec.ts'
import { hashBefore, hashId as hashCodec, shortId } from '../base/idCodec.ts'
import {
  type DeviceId,
  type DocId,
  type EntryHash,
  type EpochId,
  type Id,
  idFromBytes,
  idToBytes,
  type SpaceId,
} from '../base/ids.ts'
import {
  AEAD_OVERHEAD_BYTES,
  deriveKey,
  equalSecret,
  hash,
  hashId,
  openAead,
  SIGNATURE_BYTES,
  sealAead,
  sign,
  verify,
} from '../crypto/index.ts'
import {
  commitKey,
  contentKey,
  type DeviceCertificate,
  type EpochWithSecrets,
  type IdentityWithSecrets,
} from '../membership/index.ts'
import type { Random } from '../ports/index.ts'
import { MAX_ENVELOPE_BYTES } from './limits.ts'

export type EnvelopeKind = 'update' | 'snapshot' | 'segment'

/** Rule 12. Readable by anyone who holds the envelope; all of it is signed and bound to the content. */
export interface EnvelopeHeader {
  readonly spaceId: SpaceId
  readonly docId: DocId
  readonly epochId: EpochId
  readonly deviceId: DeviceId
  /** Counts from 1 along the device's chain in this Space. */
  readonly seq: number
  /** Hash of the device's envelope before; null for the first. */
  readonly prev: string | null
  /** Where the author stood in the membership log. */
  readonly logHeads: readonly EntryHash[]
  readonly kind: EnvelopeKind
  /** Of a segment: which envelopes it stands for, `seq` being the last of them. Null for all others. */
  readonly covers: Covered | null
}

export interface Covered {
  /** The first envelope it stands for; `prev` is the one before that. */
  readonly firstSeq: number
  /** Hash of the last one, on which the chain goes on. */
  readonly tip: string
}

export interface SealedEnvelope {
  /** BLAKE2b-256 of `bytes`, 43 characters; of a segment that of the last envelope it stands for. */
  readonly hash: string
  readonly bytes: Uint8Array
}

export interface EnvelopeContent extends Omit<EnvelopeHeader, 'deviceId' | 'epochId' | 'covers'> {
  readonly covers?: Covered | null
  readonly identity: Pick<IdentityWithSecrets, 'deviceId' | 'device'>
  readonly epoch: EpochWithSecrets
  readonly payload: Uint8Array
  readonly random: Random
}

const VERSION = 1
const LABEL = 'envelope'
export const MAX_LOG_HEADS = 16
const HASH_BYTES = 32
const NONCE_BYTES = 24
/** Of a header with no log heads. */
const FIXED_HEADER_BYTES = 1 + 32 + 16 + 32 + 16 + 8 + 32 + 1 + 2
/** What the header of a segment has besides. */
const COVERED_BYTES = 8 + HASH_BYTES
const KIND_AT = 1
const SEGMENT_KIND = 3
const SEQ_AT = 1 + 1 + 32 + 16 + 32 + 16
const PREV_AT = SEQ_AT + 8

/** An envelope that is written here fits, with what is around it, into one item of a mailbox. */
const MAIL_ROOM_BYTES = 64

export const MAX_PAYLOAD_BYTES =
  MAX_ENVELOPE_BYTES -
  (MAIL_ROOM_BYTES +
    FIXED_HEADER_BYTES +
    COVERED_BYTES +
    MAX_LOG_HEADS * 32 +
    HASH_BYTES +
    AEAD_OVERHEAD_BYTES +
    SIGNATURE_BYTES)

/** A codec for one of a few named values. */
const named = <T extends string>(names: Readonly<Record<T, number>>): Codec<T> =>
  mapped(
    u8,
    (tag) => {
      const entry = Object.entries<number>(names).find(([, value]) => value === tag)
      if (!entry) throw new CodecError('unknown value')
      return entry[0] as T
    },
    (name) => names[name],
  )

const version: Codec<1> = mapped(
  u8,
  (value) => {
    if (value !== VERSION) throw new CodecError('unknown version')
    return VERSION
  },
  (value) => value,
)

const header = struct({
  version,
  kind: named<EnvelopeKind>({ update: 1, snapshot: 2, segment: SEGMENT_KIND }),
  spaceId: hashCodec<SpaceId>(),
  docId: shortId<DocId>(),
  epochId: hashCodec<EpochId>(),
  deviceId: shortId<DeviceId>(),
  seq: u53,
  prev: hashBefore,
  logHeads: list(hashCodec<EntryHash>(), MAX_LOG_HEADS),
})

const covered = struct({
  firstSeq: u53,
  tip: mapped(fixedBytes(HASH_BYTES), idFromBytes<Id>, (hash) => idToBytes(hash as Id)),
})

const headerBytesOf = (logHeads: number, isSegment: boolean) =>
  FIXED_HEADER_BYTES + logHeads * HASH_BYTES + (isSegment ? COVERED_BYTES : 0)

/** Cuts an envelope whose header has been decoded; the parts share its memory. */
function parts(bytes: Uint8Array, { logHeads, covers }: EnvelopeHeader) {
  const body = headerBytesOf(logHeads.length, covers !== null) + HASH_BYTES
  return {
    header: bytes.subarray(0, body - HASH_BYTES),
    commitment: bytes.subarray(body - HASH_BYTES, body),
    sealed: bytes.subarray(body, -SIGNATURE_BYTES),
    signature: bytes.subarray(-SIGNATURE_BYTES),
  }
}

/**
 * Binds the content key: without it, XChaCha20-Poly1305 lets a malicious author make one ciphertext
 * that opens to different texts for readers with different keys.
 */
const commitmentOf = (key: Uint8Array, header: Uint8Array, sealed: Uint8Array): Uint8Array =>
  deriveKey(key, 'envelope/commitment', header, sealed.subarray(0, NONCE_BYTES))

const signedHash = (header: Uint8Array, commitment: Uint8Array, sealed: Uint8Array): Uint8Array =>
  hash(header, commitment, sealed)

/** Seals and signs one change of one document. Throws RangeError above `MAX_PAYLOAD_BYTES`. */
export function sealEnvelope(content: EnvelopeContent): SealedEnvelope {
  const { identity, epoch, payload, random, docId, covers = null } = content
  if (payload.length > MAX_PAYLOAD_BYTES) throw new RangeError('the payload is too large')
  const plain = encode(header, {
    ...content,
    version: VERSION,
    deviceId: identity.deviceId,
    epochId: epoch.epochId,
  })
  const head = covers ? concatBytes(plain, encode(covered, covers)) : plain
  const sealed = sealAead(contentKey(epoch, docId), payload, head, random)
  const commitment = commitmentOf(commitKey(epoch, docId), head, sealed)
  const signature = sign(LABEL, signedHash(head, commitment, sealed), identity.device)
  const bytes = concatBytes(head, commitment, sealed, signature)
  return { hash: covers ? covers.tip : envelopeHash(bytes), bytes }
}

export const envelopeHash = (bytes: Uint8Array): string => hashId<Id>(bytes)

/** By which the chain goes on behind it: its own hash, and of a segment that of the last it stands for. */
export const chainHash = (bytes: Uint8Array, { covers }: EnvelopeHeader): string =>
  covers ? covers.tip : envelopeHash(bytes)

/** The number of the first envelope that this one stands for: its own but for segments. */
export const firstSeqOf = ({ covers, seq }: Pick<EnvelopeHeader, 'covers' | 'seq'>): number =>
  covers ? covers.firstSeq : seq

/** `seq` of bytes that may be anything; 0 for what is too short. */
export function seqIn(bytes: Uint8Array): number {
  return bytes.length < FIXED_HEADER_BYTES
    ? 0
    : (tryDecode(u53, bytes.subarray(SEQ_AT, SEQ_AT + 8)) ?? 0)
}

/** `prev` of an envelope whose header was opened before: a long document has a hundred thousand. */
export const prevIn = (bytes: Uint8Array): string | null | undefined =>
  tryDecode(hashBefore, bytes.subarray(PREV_AT, PREV_AT + HASH_BYTES))

/** Size and layout only (the first step of rule 13); undefined when they are wrong. Never throws. */
export function openHeader(bytes: Uint8Array): EnvelopeHeader | undefined {
  if (bytes.length > MAX_ENVELOPE_BYTES || bytes.length < FIXED_HEADER_BYTES) return undefined
  const count =
    (bytes[FIXED_HEADER_BYTES - 2] as number) * 256 + (bytes[FIXED_HEADER_BYTES - 1] as number)
  const isSegment = bytes[KIND_AT] === SEGMENT_KIND
  const end = headerBytesOf(count, isSegment)
  if (bytes.length - end < HASH_BYTES + AEAD_OVERHEAD_BYTES + SIGNATURE_BYTES) return undefined
  const plainEnd = headerBytesOf(count, false)
  const value = tryDecode(header, bytes.subarray(0, plainEnd))
  const covers = isSegment ? tryDecode(covered, bytes.subarray(plainEnd, end)) : null
  if (!value || covers === undefined || value.seq === 0) return undefined
  const { version: _, ...fields } = value
  const first = firstSeqOf({ ...fields, covers })
  if (first === 0 || first > value.seq || (first === 1) !== (value.prev === null)) return undefined
  return { ...fields, covers }
}

/** Whether the device of `certificate` wrote exactly these bytes. Says nothing about its rights. */
export function verifyEnvelope(
  bytes: Uint8Array,
  header: EnvelopeHeader,
  certificate: Pick<DeviceCertificate, 'deviceId' | 'signKey'>,
): boolean {
  if (certificate.deviceId !== header.deviceId) return false
  const { header: head, commitment, sealed, signature } = parts(bytes, header)
  return verify(LABEL, signedHash(head, commitment, sealed), signature, certificate.signKey)
}

/** Undefined with another epoch's key, or when header, commitment or content were altered. */
export function openPayload(
  bytes: Uint8Array,
  header: EnvelopeHeader,
  epoch: EpochWithSecrets,
): Uint8Array | undefined {
  if (epoch.epochId !== header.epochId) return undefined
  const { header: head, commitment, sealed } = parts(bytes, header)
  const expected = commitmentOf(commitKey(epoch, header.docId), head, sealed)
  if (!equalSecret(expected, commitment)) return undefined
  return openAead(contentKey(epoch, header.docId), sealed, head)
}
