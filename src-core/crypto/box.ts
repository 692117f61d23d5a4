import type { SigningKeysWithSecrets } from './sign.ts'
import { library } from './sodium.ts'

/** X25519 (RFC 7748): 32 bytes each. */
export interface BoxKeysWithSecrets {
  readonly publicKey: Uint8Array
  readonly secretKey: Uint8Array
}

/** What a sealed box adds to its content, in bytes: an ephemeral key and a tag. */
export const SEAL_BYTES = 48

/** `seed`: 32 bytes. */
export function boxKeysFromSeed(seed: Uint8Array): BoxKeysWithSecrets {
  const { publicKey, privateKey } = library().crypto_box_seed_keypair(seed)
  return { publicKey, secretKey: privateKey }
}

/**
 * The X25519 key that belongs to an Ed25519 key: the birational map of RFC 7748. Undefined for points that
 * are on no key's subgroup.
 */
export function boxKeyOfSigningKey(publicKey: Uint8Array): Uint8Array | undefined {
  try {
    return library().crypto_sign_ed25519_pk_to_curve25519(publicKey)
  } catch {
    return undefined
  }
}

/** The same with the secret half. */
export const boxKeysOfSigningKeys = (keys: SigningKeysWithSecrets): BoxKeysWithSecrets => ({
  publicKey: library().crypto_sign_ed25519_pk_to_curve25519(keys.publicKey),
  secretKey: library().crypto_sign_ed25519_sk_to_curve25519(keys.secretKey),
})

/** `crypto_box_seal`: only the owner of the key opens it, and nothing tells who sealed it (rule 6). */
export const sealTo = (boxPublicKey: Uint8Array, plaintext: Uint8Array): Uint8Array =>
  library().crypto_box_seal(plaintext, boxPublicKey)

/** Undefined when it was not sealed to these keys, or was altered. */
export function openSealed(keys: BoxKeysWithSecrets, sealed: Uint8Array): Uint8Array | undefined {
  if (sealed.length < SEAL_BYTES) return undefined
  try {
    return library().crypto_box_seal_open(sealed, keys.publicKey, keys.secretKey)
  } catch {
    return undefined
  }
}

/** X25519. Undefined for a public key of small order, whose shared secret would be all zero. */
export function agree(secretKey: Uint8Array, publicKey: Uint8Array): Uint8Array | undefined {
  if (publicKey.length !== 32) return undefined
  try {
    const shared = library().crypto_scalarmult(secretKey, publicKey)
    return shared.some((byte) => byte !== 0) ? shared : undefined
  } catch {
    return undefined
  }
}
