import { concatBytes } from '../base/bytes.ts'
import {
  type Codec,
  type CodecValue,
  encode,
  fixedBytes,
  list,
  nullable,
  struct,
  tryDecode,
  u8,
  u53,
  union,
} from '../base/codec.ts'
import { shortId } from '../base/idCodec.ts'
import { type DeviceId, type Id, idFromBytes, idToBytes, type Topic } from '../base/ids.ts'
import {
  AEAD_OVERHEAD_BYTES,
  openAead,
  SIGNATURE_BYTES,
  sealAead,
  sign,
  verify,
} from '../crypto/index.ts'
import {
  type DeviceCertificate,
  deviceCertificate,
  type IdentityWithSecrets,
} from '../membership/index.ts'
import type { Random } from '../ports/index.ts'
import { linkSignal } from './linkSignalCodec.ts'
import type { ReplayCache } from './replayCache.ts'

/** What two devices say through a relay before they have a link (rule 18). */
const body = union({
  /** "I am here, and linked to these": whoever is missing in the list may make an offer. */
  announce: [1, struct({ linked: list(shortId<DeviceId>(), 24) })],
  /** Part of one attempt to make a link; the first part of it begins with the offer. */
  signals: [2, struct({ attempt: fixedBytes(16), signals: list(linkSignal, 64) })],
})
export type SignalBody = CodecValue<typeof body>

/** The first part of an attempt. */
export function isOffer(body: SignalBody): boolean {
  const first = body.type === 'signals' ? body.signals[0] : undefined
  return first?.type === 'description' && first.kind === 'offer'
}

/** All other fields come from the certificate, which names the sender. */
const statement = struct({
  version: u8,
  certificate: deviceCertificate as Codec<DeviceCertificate>,
  /** Null: for everyone on the topic. */
  to: nullable(shortId<DeviceId>()),
  /** Random for each start of a peering; `counter` counts within it. */
  run: fixedBytes(16),
  counter: u53,
  expiresAt: u53,
  body,
})

export interface SignalAddress {
  readonly signalKey: Uint8Array
  /** Associated data: a payload does not open on another topic. */
  readonly topic: Topic
}

export interface SignalContent extends SignalAddress {
  readonly identity: IdentityWithSecrets
  readonly to: DeviceId | null
  readonly run: Uint8Array
  readonly counter: number
  readonly now: number
  readonly body: SignalBody
  readonly random: Random
}

export interface OpenedSignal {
  readonly type: 'signal'
  readonly from: DeviceId
  /** Signed by the root key it names; whether it is anyone's we know is for the caller to decide. */
  readonly certificate: DeviceCertificate
  readonly body: SignalBody
}

/** Two others making a link. Not verified: it serves to count, and whoever has the key may lie. */
export interface OverheardOffer {
  readonly type: 'overheard'
  readonly to: DeviceId
}

const VERSION = 1
const LABEL = 'signal'
const LIFETIME_MS = 2 * 60_000
/** Clocks may be off by a day (rule 18). */
const TOLERANCE_MS = 24 * 3_600_000
/** Bytes of a payload: its length tells which of four it is, and nothing else. */
export const SIGNAL_SIZES = [1024, 2048, 4096, 8192] as const
const LENGTH_BYTES = 2

const contentRoom = (size: number) => size - AEAD_OVERHEAD_BYTES - LENGTH_BYTES - SIGNATURE_BYTES

/** Zeros up to the next of the four sizes; undefined when it fits none. */
function padded(statementBytes: Uint8Array, signature: Uint8Array): Uint8Array | undefined {
  const size = SIGNAL_SIZES.find((size) => statementBytes.length <= contentRoom(size))
  if (size === undefined) return undefined
  const plain = new Uint8Array(size - AEAD_OVERHEAD_BYTES)
  const length = Uint8Array.of(statementBytes.length >> 8, statementBytes.length & 255)
  plain.set(concatBytes(length, statementBytes, signature))
  return plain
}

function unpadded(plain: Uint8Array) {
  const end = LENGTH_BYTES + (plain[0] as number) * 256 + (plain[1] as number)
  if (end + SIGNATURE_BYTES > plain.length) return undefined
  if (plain.subarray(end + SIGNATURE_BYTES).some((byte) => byte !== 0)) return undefined
  return {
    signed: plain.subarray(LENGTH_BYTES, end),
    signature: plain.subarray(end, end + SIGNATURE_BYTES),
  }
}

/** Undefined when the body does not fit the largest size: a session description of about 7.5 KB. */
export function sealSignal(content: SignalContent): Uint8Array | undefined {
  const { identity, now, signalKey, topic, random } = content
  const signed = encode(statement, {
    version: VERSION,
    certificate: identity.certificate,
    to: content.to,
    run: content.run,
    counter: content.counter,
    expiresAt: now + LIFETIME_MS,
    body: content.body,
  })
  const plain = padded(signed, sign(LABEL, signed, identity.device))
  return plain && sealAead(signalKey, plain, idToBytes(topic), random)
}

export interface SignalReceiver {
  readonly self: DeviceId
  readonly now: number
  readonly replays: ReplayCache
  /** `verifyCertificate`, remembered: the same few devices announce themselves again and again. */
  isGenuine(certificate: DeviceCertificate): boolean
}

/**
 * Undefined for anything that was not sealed under this key for this topic, is not signed by the
 * device it names, has expired, or was opened before. Never throws.
 */
export function openSignal(
  payload: Uint8Array,
  address: SignalAddress,
  received: SignalReceiver,
): OpenedSignal | OverheardOffer | undefined {
  if (!SIGNAL_SIZES.some((size) => size === payload.length)) return undefined
  const plain = openAead(address.signalKey, payload, idToBytes(address.topic))
  const cut = plain && unpadded(plain)
  const value = cut && tryDecode(statement, cut.signed)
  if (!cut || value?.version !== VERSION) return undefined
  const { certificate, to, run, counter, expiresAt } = value
  // Everyone on the topic hears everything; most of it costs no signature check.
  if (to !== null && to !== received.self)
    return isOffer(value.body) ? { type: 'overheard', to } : undefined
  if (expiresAt < received.now - TOLERANCE_MS) return undefined
  if (expiresAt > received.now + LIFETIME_MS + TOLERANCE_MS) return undefined
  if (!verify(LABEL, cut.signed, cut.signature, certificate.signKey)) return undefined
  if (!received.isGenuine(certificate)) return undefined
  const from = certificate.deviceId
  if (!received.replays.accept(from, idFromBytes<Id>(run), counter)) return undefined
  return { type: 'signal', from, certificate, body: value.body }
}
