import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import {
  compareBytes,
  discard,
  fromBase64Url,
  fromHex,
  fromUtf8,
  toBase64Url,
  toHex,
  utf8,
} from './bytes.ts'

describe('text forms of bytes', () => {
  it('base64url agrees with Node, both ways', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (value) => {
        const written = toBase64Url(value)
        expect(written).toBe(Buffer.from(value).toString('base64url'))
        expect(fromBase64Url(written)).toEqual(new Uint8Array(value))
      }),
    )
  })
  it('accepts one spelling of a value only', () => {
    for (const bad of ['A', 'AB==', 'AB', 'A B', 'AA+/', 'AAAAA']) {
      expect(() => fromBase64Url(bad), bad).toThrow(TypeError)
    }
    expect(fromBase64Url('AA')).toEqual(Uint8Array.of(0))
  })
  it('hexadecimal is lower case and whole bytes', () => {
    expect(fromHex(toHex(Uint8Array.of(0, 171, 255)))).toEqual(Uint8Array.of(0, 171, 255))
    expect(() => fromHex('AB')).toThrow(TypeError)
    expect(() => fromHex('abc')).toThrow(TypeError)
  })
  it('UTF-8 keeps a leading byte order mark and refuses broken sequences', () => {
    expect(fromUtf8(utf8('\ufeffa'))).toBe('\ufeffa')
    expect(() => fromUtf8(Uint8Array.of(0xc3))).toThrow(TypeError)
  })
  it('orders by the first difference, then by length', () => {
    expect(compareBytes(Uint8Array.of(1, 2), Uint8Array.of(1, 3))).toBeLessThan(0)
    expect(compareBytes(Uint8Array.of(1), Uint8Array.of(1, 0))).toBeLessThan(0)
    expect(compareBytes(Uint8Array.of(), Uint8Array.of())).toBe(0)
  })
})

test('discarding gives back long bytes that nobody shares, and nothing else', () => {
  const long = new Uint8Array(10_000)
  discard(long)
  expect([long.length, long.buffer.detached]).toEqual([0, true])
  const whole = new Uint8Array(10_000).fill(7)
  discard(whole.subarray(1))
  const short = Uint8Array.of(1, 2, 3)
  discard(short)
  expect([whole.length, whole[0], short.length]).toEqual([10_000, 7, 3])
})
