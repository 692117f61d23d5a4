import { describe, expect, it } from 'vitest'
import { bytes, decode, encode, struct, u8 } from './codec.ts'

describe('a codec', () => {
  it('writes what outgrows its first buffer and reads it back', () => {
    const layout = struct({ before: u8, long: bytes(100_000), after: u8 })
    const value = { before: 1, long: new Uint8Array(70_000).fill(5), after: 2 }
    expect(decode(layout, encode(layout, value))).toEqual(value)
  })
})
