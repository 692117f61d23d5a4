import {
  bytes,
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
  union,
} from '../base/codec.ts'
import { hashId, shortId } from '../base/idCodec.ts'
import type { DeviceId, Id, SpaceId } from '../base/ids.ts'
import {
  type BoxKeysWithSecrets,
  openAead,
  openSealed,
  SIGNATURE_BYTES,
  sealAead,
  sealTo,
  sign,
  verify,
} from '../crypto/index.ts'
import type { DeviceCertificate, IdentityWithSecrets } from '../membership/index.ts'
import type { DeviceHead, Random } from '../ports/index.ts'
import { MAX_ENVELOPE_BYTES } from './limits.ts'
import { MAX_MAIL_BYTES } from './mailboxItem.ts'

/** What is in an item of a mailbox. Each part is judged as if it had come over a link. */
export type Mail =
  | { readonly type: 'envelopes'; readonly envelopes: readonly Uint8Array[] }
  | {
      readonly type: 'log'
      /** The key of `sealed`, once for each device that is to read it; whose is not said. */
      readonly keys: readonly Uint8Array[]
      readonly sealed: Uint8Array
    }
  | { readonly type: 'receipt'; readonly statement: Uint8Array; readonly signature: Uint8Array }
  | {
      /** Of one device to another, in a box of the two; see `letters.ts`. */
      readonly type: 'letter'
      /** The hash of its whole content, by which parts are put together. */
      readonly letter: Uint8Array
      /** From 0 to `count` − 1. */
      readonly part: number
      readonly count: number
      readonly content: Uint8Array
    }

/** Of the membership log, and the cards of the people in it. */
export interface LogMail {
  readonly entries: readonly Uint8Array[]
  readonly cards: readonly Uint8Array[]
}

/** A device's own word on which envelopes it holds. */
export interface Receipt {
  readonly spaceId: SpaceId
  readonly deviceId: DeviceId
  /** ms since 1970, by its clock. */
  readonly at: number
  readonly heads: readonly DeviceHead[]
}

const RECEIPT_LABEL = 'mailbox-receipt'
const KEY_BYTES = 32
const BOX_BYTES = KEY_BYTES + 48
const MAX_DEVICES = 512
const MAX_HEADS = 4096
const NOTHING = new Uint8Array()

const mail: Codec<Mail> = union({
  envelopes: [1, struct({ envelopes: list(bytes(MAX_ENVELOPE_BYTES), 0xffff) })],
  log: [
    2,
    struct({ keys: list(fixedBytes(BOX_BYTES), MAX_DEVICES), sealed: bytes(MAX_MAIL_BYTES) }),
  ],
  receipt: [
    3,
    struct({ statement: bytes(MAX_MAIL_BYTES), signature: fixedBytes(SIGNATURE_BYTES) }),
  ],
  letter: [
    4,
    struct({ letter: fixedBytes(32), part: u8, count: u8, content: bytes(MAX_MAIL_BYTES) }),
  ],
})

const logMail: Codec<LogMail> = struct({
  entries: list(bytes(MAX_MAIL_BYTES), 0xffff),
  cards: list(bytes(64 * 1024), 4096),
})

const version: Codec<1> = mapped(
  u8,
  (value) => {
    if (value !== 1) throw new CodecError('unknown version')
    return 1
  },
  (value) => value,
)
const head = struct({ deviceId: shortId<DeviceId>(), seq: u53, hash: hashId<Id>() })
const receipt = struct({
  version,
  spaceId: hashId<SpaceId>(),
  deviceId: shortId<DeviceId>(),
  at: u53,
  heads: list(head as Codec<DeviceHead>, MAX_HEADS),
})

export const encodeMail = (content: Mail): Uint8Array => encode(mail, content)

/** Never throws. */
export const decodeMail = (encoded: Uint8Array): Mail | undefined => tryDecode(mail, encoded)

/** The bytes that a mail of these envelopes has. */
export const envelopesMailBytes = (sizes: readonly number[]): number =>
  sizes.reduce((sum, size) => sum + 4 + size, 3)

/**
 * For the devices with these box keys and nobody else: who was removed still knows the keys of older
 * epochs, in whose boxes those look for the log who were away when the keys changed.
 */
export function sealLogMail(
  content: LogMail,
  boxKeys: readonly Uint8Array[],
  random: Random,
): Mail {
  const key = random.bytes(KEY_BYTES)
  return {
    type: 'log',
    keys: boxKeys.map((boxKey) => sealTo(boxKey, key)),
    sealed: sealAead(key, encode(logMail, content), NOTHING, random),
  }
}

/** Undefined when it is not for this device, or not what it seems. */
export function openLogMail(
  { keys, sealed }: Mail & { type: 'log' },
  box: BoxKeysWithSecrets,
): LogMail | undefined {
  for (const one of keys) {
    const key = openSealed(box, one)
    const opened = key?.length === KEY_BYTES ? openAead(key, sealed, NOTHING) : undefined
    if (opened) return tryDecode(logMail, opened)
  }
  return undefined
}

export function signReceipt(
  identity: Pick<IdentityWithSecrets, 'deviceId' | 'device'>,
  content: Omit<Receipt, 'deviceId'>,
): Mail {
  const statement = encode(receipt, { version: 1, deviceId: identity.deviceId, ...content })
  return { type: 'receipt', statement, signature: sign(RECEIPT_LABEL, statement, identity.device) }
}

/** Undefined unless the device it names signed exactly these bytes. `certificateOf`: from the log. */
export function openReceipt(
  { statement, signature }: Mail & { type: 'receipt' },
  certificateOf: (deviceId: DeviceId) => Pick<DeviceCertificate, 'signKey'> | undefined,
): Receipt | undefined {
  const opened = tryDecode(receipt, statement)
  const certificate = opened && certificateOf(opened.deviceId)
  if (!certificate || !verify(RECEIPT_LABEL, statement, signature, certificate.signKey))
    return undefined
  const { version: _, ...content } = opened
  return content
}
