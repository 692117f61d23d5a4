import { concatBytes } from '../base/bytes.ts'
import { labelBytes } from './label.ts'
import { library } from './sodium.ts'

/** Ed25519 (RFC 8032): 32 bytes public, 64 bytes secret (seed ‖ public key). */
export interface SigningKeysWithSecrets {
  readonly publicKey: Uint8Array
  readonly secretKey: Uint8Array
}

export const PUBLIC_KEY_BYTES = 32
export const SIGNATURE_BYTES = 64

/** `seed`: 32 bytes. */
export function signingKeysFromSeed(seed: Uint8Array): SigningKeysWithSecrets {
  const { publicKey, privateKey } = library().crypto_sign_seed_keypair(seed)
  return { publicKey, secretKey: privateKey }
}

/** u8 length ‖ label ‖ message: a signature under one label means nothing under another (rule 2). */
function labelled(label: string, message: Uint8Array): Uint8Array {
  const name = labelBytes(label)
  return concatBytes(Uint8Array.of(name.length), name, message)
}

/** 64 bytes. Deterministic. */
export const sign = (
  label: string,
  message: Uint8Array,
  keys: SigningKeysWithSecrets,
): Uint8Array => library().crypto_sign_detached(labelled(label, message), keys.secretKey)

/**
 * Never throws. False for wrong lengths, for keys of small order and for signatures that are not in
 * canonical form, as libsodium checks them.
 */
export function verify(
  label: string,
  message: Uint8Array,
  signature: Uint8Array,
  publicKey: Uint8Array,
): boolean {
  if (signature.length !== SIGNATURE_BYTES || publicKey.length !== PUBLIC_KEY_BYTES) return false
  return library().crypto_sign_verify_detached(signature, labelled(label, message), publicKey)
}
