import { equalBytes } from './bytes.ts'
import { type Codec, fixedBytes, mapped } from './codec.ts'
import { type Id, idFromBytes, idToBytes } from './ids.ts'

/** A 16-byte id. */
export const shortId = <T extends Id>(): Codec<T> =>
  mapped(fixedBytes(16), idFromBytes<T>, (id: T) => idToBytes(id))

/** A 32-byte hash used as an id. */
export const hashId = <T extends Id>(): Codec<T> =>
  mapped(fixedBytes(32), idFromBytes<T>, (id: T) => idToBytes(id))

const NONE = new Uint8Array(32)

/** The hash of what something stands on; null, which is zeros, for nothing. */
export const hashBefore: Codec<string | null> = mapped(
  fixedBytes(32),
  (bytes) => (equalBytes(bytes, NONE) ? null : idFromBytes<Id>(bytes)),
  (hash) => (hash === null ? NONE : idToBytes(hash as Id)),
)
