export { AEAD_OVERHEAD_BYTES, openAead, sealAead } from './aead.ts'
export { createDataKey, openAtRest, sealAtRest } from './atRest.ts'
export {
  agree,
  type BoxKeysWithSecrets,
  boxKeyOfSigningKey,
  boxKeysFromSeed,
  boxKeysOfSigningKeys,
  openSealed,
  sealTo,
} from './box.ts'
export { deriveKey } from './deriveKey.ts'
export { contentHash, hash, hashId } from './hash.ts'
export type { RandomSource } from './random.ts'
export { equalSecret, wipe } from './secret.ts'
export {
  SIGNATURE_BYTES,
  type SigningKeysWithSecrets,
  sign,
  signingKeysFromSeed,
  verify,
} from './sign.ts'
export { ready } from './sodium.ts'
