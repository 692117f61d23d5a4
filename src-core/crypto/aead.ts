import { concatBytes, discard } from '../base/bytes.ts'
import type { RandomSource } from './random.ts'
import { library } from './sodium.ts'

const NONCE_BYTES = 24
const TAG_BYTES = 16

/** What sealing adds, in bytes. */
export const AEAD_OVERHEAD_BYTES = NONCE_BYTES + TAG_BYTES

/** XChaCha20-Poly1305 with a random nonce: 24 bytes nonce ‖ ciphertext ‖ tag. `key` has 32 bytes. */
export function sealAead(
  key: Uint8Array,
  plaintext: Uint8Array,
  associated: Uint8Array,
  random: RandomSource,
): Uint8Array {
  const nonce = random.bytes(NONCE_BYTES)
  const sealed = library().crypto_aead_xchacha20poly1305_ietf_encrypt(
    plaintext,
    associated,
    null,
    nonce,
    key,
  )
  const whole = concatBytes(nonce, sealed)
  discard(sealed)
  return whole
}

/** Undefined for another key, other associated data, or altered bytes. */
export function openAead(
  key: Uint8Array,
  sealed: Uint8Array,
  associated: Uint8Array,
): Uint8Array | undefined {
  if (sealed.length < AEAD_OVERHEAD_BYTES) return undefined
  try {
    return library().crypto_aead_xchacha20poly1305_ietf_decrypt(
      null,
      sealed.subarray(NONCE_BYTES),
      associated,
      sealed.subarray(0, NONCE_BYTES),
      key,
    )
  } catch {
    return undefined
  }
}
