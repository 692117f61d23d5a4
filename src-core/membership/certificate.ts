import { concatBytes, equalBytes } from '../base/bytes.ts'
import {
  type Codec,
  CodecError,
  decode,
  encode,
  fixedBytes,
  type Reader,
  struct,
  u8,
  u53,
} from '../base/codec.ts'
import { shortId } from '../base/idCodec.ts'
import type { DeviceId, UserId } from '../base/ids.ts'
import { type SigningKeysWithSecrets, sign, verify } from '../crypto/index.ts'

/** What is said of one device (rule 1): by the root key, or by another device of the person. */
export interface DeviceStatement {
  readonly userId: UserId
  /** Ed25519, 32 bytes. */
  readonly rootKey: Uint8Array
  readonly deviceId: DeviceId
  /** Ed25519, 32 bytes. */
  readonly signKey: Uint8Array
  /** X25519, 32 bytes. */
  readonly boxKey: Uint8Array
  /** ms since 1970, as the device told. */
  readonly createdAt: number
}

/** Version 1 is signed by the root key itself, version 2 by the device of another certificate. */
export interface DeviceCertificate extends DeviceStatement {
  /** The certificate of the device that signed this one; absent where the root key did. */
  readonly issuer?: DeviceCertificate
  readonly signature: Uint8Array
  /** The exact bytes the signature covers; nothing is encoded again before verifying (rule 2). */
  readonly signed: Uint8Array
}

const BY_ROOT = 'device-certificate'
const BY_DEVICE = 'device-certificate/by-device'
/** Certificates in a row, the root's included: all of them travel with each other. */
const MAX_CHAIN = 4

const statement = struct({
  version: u8,
  userId: shortId<UserId>(),
  rootKey: fixedBytes(32),
  deviceId: shortId<DeviceId>(),
  signKey: fixedBytes(32),
  boxKey: fixedBytes(32),
  createdAt: u53,
})
const STATEMENT_BYTES = 1 + 16 + 32 + 16 + 32 + 32 + 8

/**
 * Version 1: version u8 ‖ userId 16 ‖ rootKey 32 ‖ deviceId 16 ‖ signKey 32 ‖ boxKey 32 ‖ createdAt u53 ‖
 * signature 64. Version 2: the issuer's certificate stands before the signature.
 */
export const deviceCertificate: Codec<DeviceCertificate> = {
  write(certificate, out) {
    out.raw(certificate.signed)
    out.raw(certificate.signature)
  },
  read: (input) => readCertificate(input, 1),
}

function readCertificate(input: Reader, place: number): DeviceCertificate {
  const stated = input.raw(STATEMENT_BYTES)
  const { version, ...fields } = decode(statement, stated)
  if (version === 1) return { ...fields, signed: stated, signature: input.raw(64) }
  if (version !== 2) throw new CodecError('unknown version')
  if (place >= MAX_CHAIN) throw new CodecError('too many certificates in a row')
  const issuer = readCertificate(input, place + 1)
  const signed = concatBytes(stated, issuer.signed, issuer.signature)
  return { ...fields, issuer, signed, signature: input.raw(64) }
}

export function certifyDevice(
  fields: DeviceStatement,
  root: SigningKeysWithSecrets,
): DeviceCertificate {
  const { userId, rootKey, deviceId, signKey, boxKey, createdAt } = fields
  const stated = { userId, rootKey, deviceId, signKey, boxKey, createdAt }
  const signed = encode(statement, { version: 1, ...stated })
  return { ...stated, signed, signature: sign(BY_ROOT, signed, root) }
}

/** Whether this device may certify another one: a chain has an end. */
export const mayIssue = (certificate: DeviceCertificate): boolean =>
  issuersOf(certificate).length + 1 < MAX_CHAIN

/** By a device that has a certificate itself. */
export function certifyByDevice(
  fields: Pick<DeviceStatement, 'deviceId' | 'signKey' | 'boxKey' | 'createdAt'>,
  issuer: DeviceCertificate,
  keys: SigningKeysWithSecrets,
): DeviceCertificate {
  const { userId, rootKey } = issuer
  const { deviceId, signKey, boxKey, createdAt } = fields
  const stated = { userId, rootKey, deviceId, signKey, boxKey, createdAt }
  const first = encode(statement, { version: 2, ...stated })
  const signed = concatBytes(first, issuer.signed, issuer.signature)
  return { ...stated, issuer, signed, signature: sign(BY_DEVICE, signed, keys) }
}

/** The devices that vouch for this one, the nearest first; none where the root key does. */
export function issuersOf({ issuer }: DeviceCertificate): DeviceCertificate[] {
  return issuer ? [issuer, ...issuersOf(issuer)] : []
}

/**
 * Every signature in the chain holds, over exactly these fields, up to the root key. Says nothing about
 * who the user is, nor whether a device in the chain was ended: that is for a log to tell.
 */
export function verifyCertificate(certificate: DeviceCertificate): boolean {
  const { issuer, signed, signature, rootKey } = certificate
  if (!saysItsFields(certificate)) return false
  if (!issuer) return verify(BY_ROOT, signed, signature, rootKey)
  return (
    issuer.userId === certificate.userId &&
    equalBytes(issuer.rootKey, rootKey) &&
    issuersOf(certificate).length < MAX_CHAIN &&
    verify(BY_DEVICE, signed, signature, issuer.signKey) &&
    verifyCertificate(issuer)
  )
}

function saysItsFields(certificate: DeviceCertificate): boolean {
  const { issuer, signed } = certificate
  const fields = encode(statement, { version: issuer ? 2 : 1, ...certificate })
  const whole = issuer ? concatBytes(fields, issuer.signed, issuer.signature) : fields
  return equalBytes(whole, signed)
}

export const sameCertificate = (a: DeviceCertificate, b: DeviceCertificate): boolean =>
  equalBytes(a.signed, b.signed)
