import { describe, expect, it } from 'vitest'
import type { SpaceId } from '../../base/ids.ts'
import { createHandedParts, type HandedLog, isTooLarge, partsOf } from './handedLog.ts'

const MiB = 1024 * 1024
const [loft, attic] = ['loft', 'attic'] as unknown as [SpaceId, SpaceId]
/** Each with its place in its first bytes. */
const pieces = (count: number, bytes: number) =>
  Array.from({ length: count }, (_, at) => new Uint8Array(bytes).fill(at % 251))
const log = (entries: number, cards = 0, bytes = 128 * 1024): HandedLog => ({
  entries: pieces(entries, bytes),
  cards: pieces(cards, 12 * 1024),
})

/** Compared without looking at every byte. */
const shape = (whole: HandedLog | undefined) =>
  whole && [...whole.entries, ...whole.cards].map(({ 0: at, length }) => [at, length].join())

function told(whole: HandedLog, from = 'alice', parts = createHandedParts()) {
  const { before, last } = partsOf(whole)
  const taken = before.map((part) => parts.add(from, loft, part))
  return { taken, whole: shape(parts.whole(from, loft, last)), parts: before.length + 1 }
}

describe('a log that is handed to somebody', () => {
  it('is one message where it is small, and else parts of about 1 MiB, in their order', () => {
    expect(told(log(3, 2))).toEqual({ taken: [], whole: shape(log(3, 2)), parts: 1 })
    expect(told({ entries: [], cards: [] }).whole).toEqual([])
    const large = log(80, 100)
    const { before, last } = partsOf(large)
    for (const { entries, cards } of [...before, last])
      expect([...entries, ...cards].reduce((sum, { length }) => sum + length, 0)).toBeLessThan(
        MiB + 1,
      )
    const said = told(large)
    expect(said.parts).toBe(12)
    expect(said.taken).not.toContain(false)
    expect(said.whole).toEqual(shape(large))
    const small = log(9000, 0, 120)
    expect(partsOf(small).before).toHaveLength(2)
    expect(told(small).whole).toEqual(shape(small))
  })

  it('is too large beyond 64 MiB, 65,535 entries or 4,096 cards', () => {
    expect(isTooLarge(log(512))).toBe(false)
    expect(isTooLarge(log(513))).toBe(true)
    expect(isTooLarge(log(65_535, 0, 1))).toBe(false)
    expect(isTooLarge(log(65_536, 0, 1))).toBe(true)
    expect(isTooLarge({ entries: [], cards: pieces(4097, 1) })).toBe(true)
  })

  it('is nothing where more comes than anybody hands, and no memory is held for it', () => {
    const parts = createHandedParts()
    const whole = log(256)
    for (let i = 0; i < 2; i++) expect(parts.add('eve', loft, whole)).toBe(true)
    expect(parts.add('eve', loft, log(1))).toBe(false)
    expect(parts.add('eve', loft, log(1))).toBe(false)
    // There is room for others again.
    expect(told(log(80), 'alice', parts).whole).toEqual(shape(log(80)))
    expect(parts.whole('eve', loft, log(1))).toBeUndefined()
  })

  it('has one room for all: whoever goes gives theirs back', () => {
    const parts = createHandedParts()
    for (const place of [loft, attic]) parts.add('eve', place, log(240))
    expect(told(log(80), 'alice', parts).whole).toBeUndefined()
    parts.forget('eve')
    expect(told(log(80), 'alice', parts).whole).toEqual(shape(log(80)))
    expect(shape(parts.whole('eve', attic, log(1)))).toEqual(shape(log(1)))
  })
})
