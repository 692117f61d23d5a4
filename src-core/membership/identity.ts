import { equalBytes } from '../base/bytes.ts'
import { encode, fixedBytes, struct, tryDecode } from '../base/codec.ts'
import { type DeviceId, idFromBytes, type UserId } from '../base/ids.ts'
import {
  type BoxKeysWithSecrets,
  boxKeysFromSeed,
  type RandomSource,
  type SigningKeysWithSecrets,
  signingKeysFromSeed,
} from '../crypto/index.ts'
import type { Clock } from '../ports/index.ts'
import {
  certifyDevice,
  type DeviceCertificate,
  deviceCertificate,
  verifyCertificate,
} from './certificate.ts'
import { versionByte } from './versionByte.ts'

/** One person on one device (rule 1), with every secret key. */
export interface IdentityWithSecrets {
  readonly userId: UserId
  readonly deviceId: DeviceId
  readonly root: SigningKeysWithSecrets
  readonly device: SigningKeysWithSecrets
  readonly box: BoxKeysWithSecrets
  readonly certificate: DeviceCertificate
  /** From which the keys above are made. */
  readonly seeds: IdentitySeedsWithSecrets
}

/** 32 bytes each. The root seed is what the recovery kit will hold (rule 33). */
export interface IdentitySeedsWithSecrets {
  readonly root: Uint8Array
  readonly device: Uint8Array
  readonly box: Uint8Array
}

const keysOf = (seeds: IdentitySeedsWithSecrets) => ({
  root: signingKeysFromSeed(seeds.root),
  device: signingKeysFromSeed(seeds.device),
  box: boxKeysFromSeed(seeds.box),
})

/** A new person with a first device. Ids are random, so they tell nothing about the keys. */
export function createIdentity(
  random: RandomSource,
  clock: Pick<Clock, 'now'>,
): IdentityWithSecrets {
  const userId = idFromBytes<UserId>(random.bytes(16))
  const deviceId = idFromBytes<DeviceId>(random.bytes(16))
  const seeds = { root: random.bytes(32), device: random.bytes(32), box: random.bytes(32) }
  const keys = keysOf(seeds)
  const certificate = certifyDevice(
    {
      userId,
      deviceId,
      rootKey: keys.root.publicKey,
      signKey: keys.device.publicKey,
      boxKey: keys.box.publicKey,
      createdAt: clock.now(),
    },
    keys.root,
  )
  return { userId, deviceId, ...keys, certificate, seeds }
}

const stored = struct({
  version: versionByte(1),
  root: fixedBytes(32),
  device: fixedBytes(32),
  box: fixedBytes(32),
  certificate: deviceCertificate,
})

/** For the profile's secrets: version u8 = 1 ‖ three seeds of 32 bytes ‖ certificate. */
export const encodeIdentity = (identity: IdentityWithSecrets): Uint8Array =>
  encode(stored, { version: 1, ...identity.seeds, certificate: identity.certificate })

/** Undefined when the bytes are malformed, or the certificate does not belong to the keys. */
export function decodeIdentity(bytes: Uint8Array): IdentityWithSecrets | undefined {
  const value = tryDecode(stored, bytes)
  if (!value) return undefined
  const { root, device, box, certificate } = value
  const seeds = { root, device, box }
  const keys = keysOf(seeds)
  const mine =
    equalBytes(keys.root.publicKey, certificate.rootKey) &&
    equalBytes(keys.device.publicKey, certificate.signKey) &&
    equalBytes(keys.box.publicKey, certificate.boxKey)
  if (!mine || !verifyCertificate(certificate)) return undefined
  const { userId, deviceId } = certificate
  return { userId, deviceId, ...keys, certificate, seeds }
}
