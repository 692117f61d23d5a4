import { equalBytes } from '../base/bytes.ts'
import { encode, fixedBytes, struct, tryDecode } from '../base/codec.ts'
import { type DeviceId, idFromBytes, type UserId } from '../base/ids.ts'
import {
  type BoxKeysWithSecrets,
  boxKeysFromSeed,
  deriveKey,
  type RandomSource,
  type SigningKeysWithSecrets,
  signingKeysFromSeed,
} from '../crypto/index.ts'
import type { Clock } from '../ports/index.ts'
import {
  certifyByDevice,
  certifyDevice,
  type DeviceCertificate,
  deviceCertificate,
  mayIssue,
  verifyCertificate,
} from './certificate.ts'
import { versionByte } from './versionByte.ts'

/** One person on one device (rule 1), with every secret key. */
export interface IdentityWithSecrets {
  readonly userId: UserId
  readonly deviceId: DeviceId
  /** Null on devices that were added: the root key stays where it was made, and in the kit. */
  readonly root: SigningKeysWithSecrets | null
  readonly device: SigningKeysWithSecrets
  readonly box: BoxKeysWithSecrets
  readonly certificate: DeviceCertificate
  /** From which the keys above are made. */
  readonly seeds: IdentitySeedsWithSecrets
}

/** 32 bytes each. The root seed is what the recovery kit holds (rule 33). */
export interface IdentitySeedsWithSecrets {
  readonly root: Uint8Array | null
  readonly device: Uint8Array
  readonly box: Uint8Array
}

/** A person on a device that can certify others. */
export interface RootedIdentityWithSecrets extends IdentityWithSecrets {
  readonly root: SigningKeysWithSecrets
  readonly seeds: IdentitySeedsWithSecrets & { readonly root: Uint8Array }
}

type Now = Pick<Clock, 'now'>

function certified(
  ids: { readonly userId: UserId; readonly deviceId: DeviceId },
  seeds: RootedIdentityWithSecrets['seeds'],
  clock: Now,
): RootedIdentityWithSecrets {
  const root = signingKeysFromSeed(seeds.root)
  const device = signingKeysFromSeed(seeds.device)
  const box = boxKeysFromSeed(seeds.box)
  const publicKeys = {
    rootKey: root.publicKey,
    signKey: device.publicKey,
    boxKey: box.publicKey,
  }
  const certificate = certifyDevice({ ...ids, ...publicKeys, createdAt: clock.now() }, root)
  return { ...ids, root, device, box, certificate, seeds }
}

/** A new person with a first device. Ids are random, so they tell nothing about the keys. */
export function createIdentity(random: RandomSource, clock: Now): RootedIdentityWithSecrets {
  const userId = idFromBytes<UserId>(random.bytes(16))
  const deviceId = idFromBytes<DeviceId>(random.bytes(16))
  const seeds = { root: random.bytes(32), device: random.bytes(32), box: random.bytes(32) }
  return certified({ userId, deviceId }, seeds, clock)
}

/** The id of a person whose kit is the root seed alone: it has to follow from it (rule 33). */
export const userIdOfRoot = (rootSeed: Uint8Array): UserId =>
  idFromBytes<UserId>(deriveKey(rootSeed, 'user-id').slice(0, 16))

/**
 * The person of a root seed on a device with new keys: a new person where the seed is fresh, and after
 * the loss of every device the same one again.
 */
export function identityOfRoot(
  rootSeed: Uint8Array,
  random: RandomSource,
  clock: Now,
): RootedIdentityWithSecrets {
  const deviceId = idFromBytes<DeviceId>(random.bytes(16))
  const seeds = { root: rootSeed, device: random.bytes(32), box: random.bytes(32) }
  return certified({ userId: userIdOfRoot(rootSeed), deviceId }, seeds, clock)
}

/**
 * A device of a person whose root key is elsewhere. Undefined when the certificate is not for these keys
 * or does not verify.
 */
export function identityOfDevice(
  seeds: Pick<IdentitySeedsWithSecrets, 'device' | 'box'>,
  certificate: DeviceCertificate,
): IdentityWithSecrets | undefined {
  return identityFrom({ ...seeds, root: null }, certificate)
}

function identityFrom(
  { root: rootSeed, device: deviceSeed, box: boxSeed }: IdentitySeedsWithSecrets,
  certificate: DeviceCertificate,
): IdentityWithSecrets | undefined {
  const seeds = { root: rootSeed, device: deviceSeed, box: boxSeed }
  const root = seeds.root && signingKeysFromSeed(seeds.root)
  const device = signingKeysFromSeed(seeds.device)
  const box = boxKeysFromSeed(seeds.box)
  const mine =
    (!root || equalBytes(root.publicKey, certificate.rootKey)) &&
    equalBytes(device.publicKey, certificate.signKey) &&
    equalBytes(box.publicKey, certificate.boxKey)
  if (!mine || !verifyCertificate(certificate)) return undefined
  const { userId, deviceId } = certificate
  return { userId, deviceId, root, device, box, certificate, seeds }
}

const rooted = struct({
  version: versionByte(1),
  root: fixedBytes(32),
  device: fixedBytes(32),
  box: fixedBytes(32),
  certificate: deviceCertificate,
})
const added = struct({
  version: versionByte(2),
  device: fixedBytes(32),
  box: fixedBytes(32),
  certificate: deviceCertificate,
})

/** For the profile's secrets: version 1 with three seeds of 32 bytes, version 2 without the root's. */
export function encodeIdentity({ seeds, certificate }: IdentityWithSecrets): Uint8Array {
  const { root, device, box } = seeds
  return root
    ? encode(rooted, { version: 1, root, device, box, certificate })
    : encode(added, { version: 2, device, box, certificate })
}

/** Undefined when the bytes are malformed, or the certificate does not belong to the keys. */
export function decodeIdentity(bytes: Uint8Array): IdentityWithSecrets | undefined {
  const whole = tryDecode(rooted, bytes)
  if (whole) return identityFrom(whole, whole.certificate)
  const part = tryDecode(added, bytes)
  return part && identityFrom({ ...part, root: null }, part.certificate)
}

/**
 * The certificate for a further device of the same person (rule 1): by the root key where it is here, else
 * by this device, if `canCertify`.
 */
export function certifyOther(
  { userId, root, device, certificate }: IdentityWithSecrets,
  { deviceId, signKey, boxKey }: Pick<DeviceCertificate, 'deviceId' | 'signKey' | 'boxKey'>,
  clock: Now,
): DeviceCertificate {
  const fields = { deviceId, signKey, boxKey, createdAt: clock.now() }
  if (!root) return certifyByDevice(fields, certificate, device)
  return certifyDevice({ ...fields, userId, rootKey: root.publicKey }, root)
}

/**
 * The same person on the same machine with new keys (rule 11): certified by the root key where it is here,
 * else by the device that was. Undefined at the end of a chain of certificates.
 */
export function renewedIdentity(
  before: IdentityWithSecrets,
  random: RandomSource,
  clock: Now,
): IdentityWithSecrets | undefined {
  const deviceId = idFromBytes<DeviceId>(random.bytes(16))
  const seeds = { root: before.seeds.root, device: random.bytes(32), box: random.bytes(32) }
  const signKey = signingKeysFromSeed(seeds.device).publicKey
  const boxKey = boxKeysFromSeed(seeds.box).publicKey
  if (!canCertify(before)) return undefined
  return identityFrom(seeds, certifyOther(before, { deviceId, signKey, boxKey }, clock))
}

/** False on a device at the end of a chain of certificates: another one has to. */
export const canCertify = ({ root, certificate }: IdentityWithSecrets): boolean =>
  root !== null || mayIssue(certificate)
