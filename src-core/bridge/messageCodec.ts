import {
  createDecoder,
  type Decoder,
  hasContent,
  readAny,
  readVarString,
  readVarUint,
} from 'lib0/decoding'
import { encode, writeAny } from 'lib0/encoding'
import { FoyerError } from '../base/errors.ts'

/**
 * Bridge messages as bytes: lib0's "any" encoding. Arrays and objects are read here instead of by
 * lib0, because its reader recurses without a limit and assigns to `__proto__`.
 */
const MAX_DEPTH = 32

/** lib0/encoding `writeAny`: the type bytes of the two values that nest. */
const OBJECT = 118
const ARRAY = 117

export const encodeMessage = (message: unknown): Uint8Array =>
  encode((encoder) => writeAny(encoder, message as never))

/** Throws FoyerError INVALID_INPUT on anything that `encodeMessage` does not write. */
export function decodeMessage(bytes: Uint8Array): unknown {
  try {
    const decoder = createDecoder(bytes)
    const value = readValue(decoder, 0)
    if (!hasContent(decoder)) return value
  } catch {
    // lib0 throws plain errors of many kinds at malformed bytes; they all mean the same.
  }
  throw new FoyerError('INVALID_INPUT', { field: '' })
}

function readValue(decoder: Decoder<ArrayBufferLike>, depth: number): unknown {
  if (depth > MAX_DEPTH) throw new Error('too deep')
  const type = decoder.arr[decoder.pos]
  if (type === ARRAY) {
    const count = readCount(decoder)
    const list: unknown[] = []
    for (let i = 0; i < count; i++) list.push(readValue(decoder, depth + 1))
    return list
  }
  if (type === OBJECT) {
    const entries: [string, unknown][] = []
    for (let left = readCount(decoder); left > 0; left--)
      entries.push([readVarString(decoder), readValue(decoder, depth + 1)])
    // Defines own properties, also one called `__proto__`.
    return Object.fromEntries(entries)
  }
  const value: unknown = readAny(decoder)
  // A copy: a view would keep the whole frame alive.
  return value instanceof Uint8Array ? value.slice() : value
}

/** Every element takes a byte or more, so a count beyond the rest is a lie. */
function readCount(decoder: Decoder<ArrayBufferLike>): number {
  decoder.pos += 1
  const count = readVarUint(decoder)
  if (count > decoder.arr.length - decoder.pos) throw new Error('count beyond the end')
  return count
}
