import { openAead, sealAead } from './aead.ts'
import { deriveKey } from './deriveKey.ts'
import { lengthPrefixed } from './lengthPrefixed.ts'
import type { RandomSource } from './random.ts'

/** A Space's data key (rule 24): whoever destroys it has erased what lies sealed under it. */
export const createDataKey = (random: RandomSource): Uint8Array => random.bytes(32)

/** Where a sealed value belongs: its kind (`epoch`, `checkpoint`, …) and its own ids. */
export interface AtRestPlace {
  readonly kind: string
  readonly context: readonly Uint8Array[]
}

const keyFor = (dataKey: Uint8Array, place: AtRestPlace) =>
  deriveKey(dataKey, `at-rest/${place.kind}`)

/** Seals for the database of this device: moved to another row, it does not open. */
export const sealAtRest = (
  dataKey: Uint8Array,
  place: AtRestPlace,
  plaintext: Uint8Array,
  random: RandomSource,
): Uint8Array => sealAead(keyFor(dataKey, place), plaintext, lengthPrefixed(place.context), random)

/** Undefined for another data key or place, or altered bytes. */
export const openAtRest = (
  dataKey: Uint8Array,
  place: AtRestPlace,
  sealed: Uint8Array,
): Uint8Array | undefined => openAead(keyFor(dataKey, place), sealed, lengthPrefixed(place.context))
