import { equalBytes } from '../base/bytes.ts'
import {
  bytes as bytesCodec,
  encode,
  fixedBytes,
  nullable,
  struct,
  text,
  tryDecode,
  u53,
} from '../base/codec.ts'
import { shortId } from '../base/idCodec.ts'
import type { DeviceId, UserId } from '../base/ids.ts'
import { sign, verify } from '../crypto/index.ts'
import type { DeviceCertificate } from './certificate.ts'
import type { IdentityWithSecrets } from './identity.ts'
import { versionByte } from './versionByte.ts'

/** What a person tells of themselves on one device. Never in the log, so that it can be forgotten. */
export interface CardFields {
  /** At most 800 bytes of UTF-8. */
  readonly name: string
  readonly enamel: string | null
  /** What the person calls this device. */
  readonly deviceLabel: string
  /** Grows with every change, e.g. ms since 1970; the highest counts. */
  readonly version: number
  /** As told, not checked; null: not told. */
  readonly email?: string | null
  /** A small picture, at most 8 KiB; null: none. */
  readonly photo?: Uint8Array | null
}

export interface Card extends CardFields {
  readonly email: string | null
  readonly photo: Uint8Array | null
  readonly userId: UserId
  readonly deviceId: DeviceId
  readonly signature: Uint8Array
  /** The exact bytes the signature covers (rule 2). */
  readonly signed: Uint8Array
}

const LABEL = 'card'
/** Of a picture on a card. */
const MAX_PHOTO_BYTES = 8192
const MAX_SIGNED_BYTES = 11 * 1024
/** Of a whole card, encoded. */
export const MAX_CARD_BYTES = 12 * 1024

const basic = {
  userId: shortId<UserId>(),
  deviceId: shortId<DeviceId>(),
  name: text(800),
  enamel: nullable(text(16)),
  deviceLabel: text(800),
  version: u53,
} as const
const plain = struct({ format: versionByte(1), ...basic })
/** Only where one of the two is told: every card has one encoding. */
const full = struct({
  format: versionByte(2),
  ...basic,
  email: nullable(text(320)),
  photo: nullable(bytesCodec(MAX_PHOTO_BYTES)),
})

const signedCard = struct({ signed: bytesCodec(MAX_SIGNED_BYTES), signature: fixedBytes(64) })

export function createCard(identity: IdentityWithSecrets, fields: CardFields): Card {
  const { userId, deviceId } = identity
  const card = { ...fields, userId, deviceId, ...moreOf(fields) }
  const signed = encodeStatement(card)
  return { ...card, signed, signature: sign(LABEL, signed, identity.device) }
}

const moreOf = ({ email = null, photo = null }: CardFields) => ({ email, photo })

type Statement = Pick<Card, 'userId' | 'deviceId' | 'email' | 'photo'> & CardFields

function encodeStatement(card: Statement): Uint8Array {
  const isPlain = card.email === null && card.photo === null
  return isPlain ? encode(plain, { format: 1, ...card }) : encode(full, { format: 2, ...card })
}

export const encodeCard = (card: Card): Uint8Array => encode(signedCard, card)

/** Undefined for anything that is not exactly one card. The signature is not checked here. */
export function decodeCard(bytes: Uint8Array): Card | undefined {
  const outer = tryDecode(signedCard, bytes)
  const fields = outer && (tryDecode(plain, outer.signed) ?? tryDecode(full, outer.signed))
  if (!outer || !fields) return undefined
  const { format: _, ...rest } = fields
  return { ...rest, ...moreOf(rest), ...outer }
}

/** The card is this device's, and its fields are what was signed. */
export function verifyCard(card: Card, certificate: DeviceCertificate): boolean {
  const { userId, deviceId } = certificate
  return (
    card.userId === userId &&
    card.deviceId === deviceId &&
    equalBytes(encodeStatement(card), card.signed) &&
    verify(LABEL, card.signed, card.signature, certificate.signKey)
  )
}
