import { concatBytes, equalBytes, fromBase64Url, toBase64Url } from '../base/bytes.ts'
import { encode, fixedBytes, struct, text, tryDecode } from '../base/codec.ts'
import type { ErrorCode } from '../base/errors.ts'
import { shortId } from '../base/idCodec.ts'
import type { DeviceId } from '../base/ids.ts'
import { err, ok, type Result } from '../base/result.ts'
import { deriveKey, hash } from '../crypto/index.ts'
import { MAX_RELAY_BYTES } from './actions.ts'
import { isRelayUrl } from './relayUrl.ts'
import { versionByte } from './versionByte.ts'

/** What a new device is shown by one that is there already (rule 33). Good for ten minutes and one device. */
export interface DeviceLink {
  readonly version: number
  /** 32 bytes. */
  readonly seed: Uint8Array
  readonly device: DeviceId
  /** Ed25519 key of that device, 32 bytes. */
  readonly deviceKey: Uint8Array
  /** `ws://…` or `wss://…` */
  readonly relay: string
}

const VERSION = 1
const CHECK_BYTES = 4
const MAX_LENGTH = 1024
const PREFIX = 'foyer://device/#'

const payload = struct({
  version: versionByte(VERSION),
  seed: fixedBytes(32),
  device: shortId<DeviceId>(),
  deviceKey: fixedBytes(32),
  relay: text(MAX_RELAY_BYTES),
})

const checkOf = (bytes: Uint8Array) => hash(bytes).slice(0, CHECK_BYTES)

export function formatDeviceLink(link: DeviceLink): string {
  const bytes = encode(payload, link)
  return PREFIX + toBase64Url(concatBytes(bytes, checkOf(bytes)))
}

/** With or without the address before the code, and blanks anywhere. DEVICE_LINK_MALFORMED. */
export function parseDeviceLink(entered: string): Result<DeviceLink, ErrorCode> {
  const code = entered.replace(/\s/g, '').replace(PREFIX, '')
  const bytes = code.length <= MAX_LENGTH && /^[\w-]+$/.test(code) ? bytesOf(code) : undefined
  const body = bytes?.subarray(0, -CHECK_BYTES)
  const link = body && tryDecode(payload, body)
  const isWhole = body && bytes && equalBytes(checkOf(body), bytes.subarray(-CHECK_BYTES))
  return link && isWhole && isRelayUrl(link.relay) ? ok(link) : err('DEVICE_LINK_MALFORMED')
}

function bytesOf(code: string): Uint8Array | undefined {
  try {
    return fromBase64Url(code)
  } catch {
    return undefined
  }
}

/** Where the two devices meet, and what they know of each other before the handshake. */
export const deviceLinkSecrets = (seed: Uint8Array) => ({
  topicKey: deriveKey(seed, 'device/topic'),
  signalKey: deriveKey(seed, 'device/signal'),
  psk: deriveKey(seed, 'device/psk'),
})

/** Fresh from each side of one handshake, 32 bytes each. */
export interface DigitNonces {
  readonly joining: Uint8Array
  readonly granting: Uint8Array
}

/**
 * What the joining side says before it hears the other's nonce: it can no longer choose its own by what
 * the digits come to, nor by what they are on another screen (rule 33).
 */
export const digitCommitment = (transcript: Uint8Array, joining: Uint8Array): Uint8Array =>
  deriveKey(transcript, 'device/commitment', joining)

/** Six digits that both screens show: only the two ends of one handshake have the same (rule 33). */
export function deviceDigits(transcript: Uint8Array, { joining, granting }: DigitNonces): string {
  const bytes = deriveKey(transcript, 'device/digits', joining, granting)
  const number = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0)
  return String(number % 1_000_000).padStart(6, '0')
}
