import { toBase64Url, toHex } from '../base/bytes.ts'
import type { Id } from '../base/ids.ts'
import { lengthPrefixed } from './lengthPrefixed.ts'
import { library } from './sodium.ts'

const BYTES = 32

/** BLAKE2b-256 over the length-prefixed parts: 32 bytes. */
export const hash = (...parts: Uint8Array[]): Uint8Array =>
  library().crypto_generichash(BYTES, lengthPrefixed(parts), null)

const plainHash = (bytes: Uint8Array): Uint8Array =>
  library().crypto_generichash(BYTES, bytes, null)

/** The name of a blob: lower-case hex BLAKE2b-256 of exactly these bytes. */
export const contentHash = (bytes: Uint8Array): string => toHex(plainHash(bytes))

/** A 43-character id: BLAKE2b-256 of exactly these bytes, as base64url. */
export const hashId = <T extends Id>(bytes: Uint8Array): T => toBase64Url(plainHash(bytes)) as T
