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
}

export interface Card extends CardFields {
  readonly userId: UserId
  readonly deviceId: DeviceId
  readonly signature: Uint8Array
  /** The exact bytes the signature covers (rule 2). */
  readonly signed: Uint8Array
}

const LABEL = 'card'
const MAX_CARD_BYTES = 2048

const statement = struct({
  format: versionByte(1),
  userId: shortId<UserId>(),
  deviceId: shortId<DeviceId>(),
  name: text(800),
  enamel: nullable(text(16)),
  deviceLabel: text(800),
  version: u53,
})

const signedCard = struct({ signed: bytesCodec(MAX_CARD_BYTES), signature: fixedBytes(64) })

export function createCard(identity: IdentityWithSecrets, fields: CardFields): Card {
  const { userId, deviceId } = identity
  const signed = encode(statement, { format: 1, userId, deviceId, ...fields })
  return { ...fields, userId, deviceId, signed, signature: sign(LABEL, signed, identity.device) }
}

export const encodeCard = (card: Card): Uint8Array => encode(signedCard, card)

/** Undefined for anything that is not exactly one card. The signature is not checked here. */
export function decodeCard(bytes: Uint8Array): Card | undefined {
  const outer = tryDecode(signedCard, bytes)
  const fields = outer && tryDecode(statement, outer.signed)
  if (!outer || !fields) return undefined
  const { format: _, ...rest } = fields
  return { ...rest, ...outer }
}

/** The card is this device's, and its fields are what was signed. */
export function verifyCard(card: Card, certificate: DeviceCertificate): boolean {
  const { userId, deviceId } = certificate
  return (
    card.userId === userId &&
    card.deviceId === deviceId &&
    equalBytes(encode(statement, { format: 1, ...card }), card.signed) &&
    verify(LABEL, card.signed, card.signature, certificate.signKey)
  )
}
