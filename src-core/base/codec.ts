import { fromUtf8, utf8 } from './bytes.ts'

/**
 * Binary layouts of the protocol, declared once and used in both directions. Big-endian, no padding,
 * no optional trailing bytes: one value has exactly one encoding, and a decoder accepts nothing else.
 * `decode` throws `CodecError` and reads at most the given bytes; nothing else can be thrown by it.
 */
export interface Codec<T> {
  write(value: T, out: Writer): void
  read(input: Reader): T
}

export class CodecError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'CodecError'
  }
}

export class Writer {
  private buffer = new Uint8Array(256)
  private length = 0

  private reserve(count: number): number {
    const start = this.length
    const needed = start + count
    if (needed > this.buffer.length) {
      const grown = new Uint8Array(Math.max(needed, this.buffer.length * 2))
      grown.set(this.buffer.subarray(0, start))
      this.buffer = grown
    }
    this.length = needed
    return start
  }

  uint(value: number, size: number): void {
    const start = this.reserve(size)
    let rest = value
    for (let i = size - 1; i >= 0; i--) {
      this.buffer[start + i] = rest % 256
      rest = Math.floor(rest / 256)
    }
  }

  raw(bytes: Uint8Array): void {
    // First: reserving may put a larger buffer in place.
    const start = this.reserve(bytes.length)
    this.buffer.set(bytes, start)
  }

  /** The writer is not used after it. */
  finish(): Uint8Array<ArrayBuffer> {
    // One long value, a chunk of a file mostly, has made the buffer as long as it is.
    return this.buffer.length === this.length ? this.buffer : this.buffer.slice(0, this.length)
  }
}

export class Reader {
  private offset = 0
  private readonly bytes: Uint8Array

  constructor(bytes: Uint8Array) {
    this.bytes = bytes
  }

  get remaining(): number {
    return this.bytes.length - this.offset
  }

  private take(count: number): number {
    if (count > this.remaining) throw new CodecError('unexpected end')
    const start = this.offset
    this.offset += count
    return start
  }

  uint(size: number): number {
    const start = this.take(size)
    let value = 0
    for (let i = 0; i < size; i++) value = value * 256 + (this.bytes[start + i] as number)
    return value
  }

  /** A copy, so that a decoded value never pins or aliases the frame it came in. */
  raw(count: number): Uint8Array<ArrayBuffer> {
    const start = this.take(count)
    return this.bytes.slice(start, start + count) as Uint8Array<ArrayBuffer>
  }
}

function uint(size: number, max: number): Codec<number> {
  return {
    write(value, out) {
      if (!Number.isInteger(value) || value < 0 || value > max) throw new CodecError('out of range')
      out.uint(value, size)
    },
    read(input) {
      const value = input.uint(size)
      if (value > max) throw new CodecError('out of range')
      return value
    },
  }
}

export const u8 = uint(1, 0xff)
export const u16 = uint(2, 0xffff)
export const u32 = uint(4, 0xffffffff)
/** Eight bytes on the wire, at most 2^53 - 1: sequence numbers and times in ms since 1970. */
export const u53 = uint(8, Number.MAX_SAFE_INTEGER)

export const bool: Codec<boolean> = {
  write: (value, out) => out.uint(value ? 1 : 0, 1),
  read(input) {
    const value = input.uint(1)
    if (value > 1) throw new CodecError('not a boolean')
    return value === 1
  },
}

/** Exactly `length` bytes, without a length prefix. */
export function fixedBytes(length: number): Codec<Uint8Array> {
  return {
    write(value, out) {
      if (value.length !== length) throw new CodecError('wrong length')
      out.raw(value)
    },
    read: (input) => input.raw(length),
  }
}

/** Up to `max` bytes behind a u32 length. */
export function bytes(max: number): Codec<Uint8Array> {
  return {
    write(value, out) {
      if (value.length > max) throw new CodecError('too long')
      out.uint(value.length, 4)
      out.raw(value)
    },
    read(input) {
      const length = input.uint(4)
      if (length > max) throw new CodecError('too long')
      return input.raw(length)
    },
  }
}

/** UTF-8 text of up to `maxBytes` bytes behind a u32 length. */
export function text(maxBytes: number): Codec<string> {
  const inner = bytes(maxBytes)
  return {
    write: (value, out) => inner.write(utf8(value), out),
    read(input) {
      const raw = inner.read(input)
      try {
        return fromUtf8(raw)
      } catch {
        throw new CodecError('not UTF-8')
      }
    },
  }
}

/** Up to `max` items behind a u16 count. */
export function list<T>(item: Codec<T>, max: number): Codec<readonly T[]> {
  return {
    write(values, out) {
      if (values.length > max) throw new CodecError('too many')
      out.uint(values.length, 2)
      for (const value of values) item.write(value, out)
    },
    read(input) {
      const count = input.uint(2)
      if (count > max) throw new CodecError('too many')
      return Array.from({ length: count }, () => item.read(input))
    },
  }
}

/** A byte 0 or 1, then the value. */
export function nullable<T>(inner: Codec<T>): Codec<T | null> {
  return {
    write(value, out) {
      bool.write(value !== null, out)
      if (value !== null) inner.write(value, out)
    },
    read: (input) => (bool.read(input) ? inner.read(input) : null),
  }
}

export type CodecValue<C> = C extends Codec<infer T> ? T : never

/** Fields in the order of their declaration. */
export function struct<F extends Record<string, Codec<unknown>>>(
  fields: F,
): Codec<{ readonly [K in keyof F]: CodecValue<F[K]> }> {
  const entries = Object.entries(fields) as unknown as [string, Codec<unknown>][]
  return {
    write(value, out) {
      for (const [name, codec] of entries)
        codec.write((value as Record<string, unknown>)[name], out)
    },
    read: (input) =>
      Object.fromEntries(entries.map(([name, codec]) => [name, codec.read(input)])) as {
        [K in keyof F]: CodecValue<F[K]>
      },
  }
}

/** One byte names the variant, then its fields; the value has the variant's name in `type`. */
export function union<V extends Record<string, readonly [tag: number, codec: Codec<unknown>]>>(
  variants: V,
): Codec<{ [K in keyof V]: { readonly type: K } & CodecValue<V[K][1]> }[keyof V]> {
  const byTag = new Map(
    Object.entries(variants).map(([name, [tag, codec]]) => [tag, { name, codec }]),
  )
  if (byTag.size !== Object.keys(variants).length) throw new Error('a tag is used twice')
  return {
    write(value, out) {
      const [tag, codec] = variants[value.type as string] as readonly [number, Codec<unknown>]
      u8.write(tag, out)
      codec.write(value, out)
    },
    read(input) {
      const variant = byTag.get(u8.read(input))
      if (!variant) throw new CodecError('unknown variant')
      return { ...(variant.codec as Codec<object>).read(input), type: variant.name } as never
    },
  }
}

/** Maps a codec's value, for ids and dates. `parse` may throw `CodecError`. */
export function mapped<A, B>(inner: Codec<A>, parse: (a: A) => B, format: (b: B) => A): Codec<B> {
  return {
    write: (value, out) => inner.write(format(value), out),
    read: (input) => parse(inner.read(input)),
  }
}

export function encode<T>(codec: Codec<T>, value: T): Uint8Array<ArrayBuffer> {
  const out = new Writer()
  codec.write(value, out)
  return out.finish()
}

/** Throws `CodecError` on malformed bytes and on bytes left over. */
export function decode<T>(codec: Codec<T>, input: Uint8Array): T {
  const reader = new Reader(input)
  const value = codec.read(reader)
  if (reader.remaining > 0) throw new CodecError('bytes left over')
  return value
}

/** As `decode`, with the failure returned: for bytes from outside. */
export function tryDecode<T>(codec: Codec<T>, input: Uint8Array): T | undefined {
  try {
    return decode(codec, input)
  } catch (error) {
    if (error instanceof CodecError) return undefined
    throw error
  }
}
