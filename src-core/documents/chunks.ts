import { concatBytes, utf8 } from '../base/bytes.ts'
import { encode, u32 } from '../base/codec.ts'
import { openAead, sealAead } from '../crypto/index.ts'
import type { Random } from '../ports/random.ts'

const chunkLabel = utf8('foyer/v1/file-chunk')
const listLabel = utf8('foyer/v1/file-hashes')

/** The index is authenticated, so that chunks of one file cannot change places. */
const place = (index: number) => concatBytes(chunkLabel, encode(u32, index))

/** XChaCha20-Poly1305 under the file's own key. */
export const sealChunk = (
  key: Uint8Array,
  index: number,
  plain: Uint8Array,
  random: Random,
): Uint8Array => sealAead(key, plain, place(index), random)

/** Undefined when the bytes were altered, or belong to another file or index. */
export const openChunk = (
  key: Uint8Array,
  index: number,
  sealed: Uint8Array,
): Uint8Array | undefined => openAead(key, sealed, place(index))

const HASH_BYTES = 32

export const sealHashList = (
  key: Uint8Array,
  hashes: readonly Uint8Array[],
  random: Random,
): Uint8Array => sealAead(key, concatBytes(...hashes), listLabel, random)

/** Undefined when altered, or not a list of exactly `count` hashes. */
export function openHashList(
  key: Uint8Array,
  count: number,
  sealed: Uint8Array,
): Uint8Array[] | undefined {
  const plain = openAead(key, sealed, listLabel)
  if (plain?.length !== count * HASH_BYTES) return undefined
  return Array.from({ length: count }, (_, i) => plain.slice(i * HASH_BYTES, (i + 1) * HASH_BYTES))
}
