import { labelBytes } from './label.ts'
import { lengthPrefixed } from './lengthPrefixed.ts'
import { library } from './sodium.ts'

/**
 * Keyed BLAKE2b-256 over length-prefixed label and context (rule 2): 32 bytes. `key` has 32 bytes; the
 * result tells nothing about it or about keys derived under another label or context.
 */
export const deriveKey = (key: Uint8Array, label: string, ...context: Uint8Array[]): Uint8Array =>
  library().crypto_generichash(32, lengthPrefixed([labelBytes(label), ...context]), key)
