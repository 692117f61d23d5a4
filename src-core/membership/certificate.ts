import { equalBytes } from '../base/bytes.ts'
import { type Codec, decode, encode, fixedBytes, struct, u53 } from '../base/codec.ts'
import { shortId } from '../base/idCodec.ts'
import type { DeviceId, UserId } from '../base/ids.ts'
import { type SigningKeysWithSecrets, sign, verify } from '../crypto/index.ts'
import { versionByte } from './versionByte.ts'

/** What a root key says of one device (rule 1). Version 1 is signed by the root key itself. */
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

export interface DeviceCertificate extends DeviceStatement {
  readonly signature: Uint8Array
  /** The exact bytes the signature covers; nothing is encoded again before verifying (rule 2). */
  readonly signed: Uint8Array
}

const LABEL = 'device-certificate'
const SIGNED_BYTES = 1 + 16 + 32 + 16 + 32 + 32 + 8

const statement = struct({
  version: versionByte(1),
  userId: shortId<UserId>(),
  rootKey: fixedBytes(32),
  deviceId: shortId<DeviceId>(),
  signKey: fixedBytes(32),
  boxKey: fixedBytes(32),
  createdAt: u53,
})

/** version u8 = 1 ‖ userId 16 ‖ rootKey 32 ‖ deviceId 16 ‖ signKey 32 ‖ boxKey 32 ‖ createdAt u53 ‖ signature 64. */
export const deviceCertificate: Codec<DeviceCertificate> = {
  write(certificate, out) {
    out.raw(certificate.signed)
    out.raw(certificate.signature)
  },
  read(input) {
    const signed = input.raw(SIGNED_BYTES)
    const { version: _, ...fields } = decode(statement, signed)
    return { ...fields, signed, signature: input.raw(64) }
  },
}

export function certifyDevice(
  fields: DeviceStatement,
  root: SigningKeysWithSecrets,
): DeviceCertificate {
  const signed = encode(statement, { version: 1, ...fields })
  return { ...fields, signed, signature: sign(LABEL, signed, root) }
}

/** The signature is the root key's, over exactly these fields. Says nothing about who the user is. */
export function verifyCertificate(certificate: DeviceCertificate): boolean {
  const fields = encode(statement, { version: 1, ...certificate })
  return (
    equalBytes(fields, certificate.signed) &&
    verify(LABEL, certificate.signed, certificate.signature, certificate.rootKey)
  )
}

export const sameCertificate = (a: DeviceCertificate, b: DeviceCertificate): boolean =>
  equalBytes(a.signed, b.signed)
