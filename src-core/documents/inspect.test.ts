import fc from 'fast-check'
import * as encoding from 'lib0/encoding'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { type CraftedStruct, craftUpdate } from '../testing/craftUpdate.ts'
import { inspectUpdate } from './inspect.ts'
import { MAX_UPDATE_BYTES } from './limits.ts'

const client = 7
const block = (structs: CraftedStruct[], clock = 0) =>
  craftUpdate({ blocks: [{ client, clock, structs }] })
/** Of one client, as they stand: Yjs puts them in order. */
function deleting(...ranges: readonly (readonly [clock: number, length: number])[]): Uint8Array {
  const out = encoding.createEncoder()
  for (const value of [0, 1, client, ranges.length, ...ranges.flat()])
    encoding.writeVarUint(out, value)
  return encoding.toUint8Array(out)
}
const many = (count: number) =>
  block(Array.from({ length: count }, (_, i) => ({ parent: 'm', parentSub: `${i}` })))

describe('an update is described as Yjs reads it', () => {
  test('structs with place, author and content, and ranges of deletions', () => {
    const doc = new Y.Doc()
    doc.clientID = client
    const updates: Uint8Array[] = []
    doc.on('update', (update: Uint8Array) => updates.push(update))
    doc.getMap('m').set('key', { a: 1 })
    doc.getMap('m').set('key', { a: 2 })
    const [first, second] = updates.map((update) => inspectUpdate(update))
    expect(first).toMatchObject({
      ok: true,
      value: {
        clients: [client],
        structs: [
          { client, clock: 0, length: 1, content: 'any', parent: { root: 'm' }, parentSub: 'key' },
        ],
      },
    })
    expect(second).toMatchObject({
      ok: true,
      value: { structs: [{ clock: 1, parent: null, origin: { client, clock: 0 } }] },
    })
    const deletes = second?.ok ? [...second.value.deletes] : []
    expect(deletes).toEqual([[client, [{ clock: 0, length: 1 }]]])
  })

  test('a parent that is itself a struct is told by its id', () => {
    const update = block([{ parent: { client: 9, clock: 3 }, parentSub: 'k' }])
    const inspected = inspectUpdate(update)
    expect(inspected.ok && inspected.value.structs[0]?.parent).toEqual({
      id: { client: 9, clock: 3 },
    })
  })
})

describe('refused before it is applied', () => {
  const refusals: readonly (readonly [string, Uint8Array, string])[] = [
    ['more than 256 KiB (rule 36)', new Uint8Array(MAX_UPDATE_BYTES + 1), 'too large'],
    ['2,049 structs (rules 13, 36)', many(2049), 'too many structs'],
    [
      'two clients (rules 13, 36)',
      craftUpdate({
        blocks: [
          { client: 1, structs: [{}] },
          { client: 2, structs: [{}] },
        ],
      }),
      'more than one client',
    ],
    [
      '12,000 clients, which decode fast and apply for half a minute (rule 13)',
      craftUpdate({
        blocks: Array.from({ length: 12_000 }, (_, i) => ({ client: i, structs: [{}] })),
      }),
      'more than one client',
    ],
    ['bytes after the end', Uint8Array.of(...block([{}]), 0), 'bytes left over'],
    ['nothing at all', new Uint8Array(0), 'malformed'],
    ['an unknown content class', block([{ ref: 11 }]), 'malformed'],
    ['a deletion of nothing (rules 13, 15)', deleting([5, 0]), 'deletions out of order'],
    ['deletions in another order (rule 15)', deleting([100, 1], [5, 1]), 'deletions out of order'],
    ['deletions over each other', deleting([5, 3], [6, 1]), 'deletions out of order'],
    ['a deletion beyond all clocks', deleting([2 ** 40, 1]), 'deletions out of order'],
    ['a gap', block([{ ref: 10, content: 3 }, {}]), 'gap'],
    ['a struct of no length', block([{ ref: 0, content: 0 }]), 'empty struct'],
    ['an empty list of values', block([{ content: [] }]), 'empty struct'],
    [
      'a clock that runs out of numbers',
      block([{ ref: 0, content: 2 ** 52 }]),
      'clock out of range',
    ],
    [
      'a value nested a thousand times',
      block([{ content: [Array.from({ length: 1000 }).reduce((inner) => [inner], 1)] }]),
      'nested too deeply',
    ],
  ]
  test.each(refusals)('%s', (_, update, error) => {
    expect(inspectUpdate(update)).toEqual({ ok: false, error })
  })

  test('a V2 payload, the format that can hang Yjs (rule 36)', () => {
    const doc = new Y.Doc()
    doc.getMap('m').set('key', 'value')
    doc.getText('t').insert(0, 'text')
    expect(inspectUpdate(Y.encodeStateAsUpdateV2(doc)).ok).toBe(false)
  })

  test.each([
    ['origin', { origin: { client, clock: 5 } }],
    ['right origin', { rightOrigin: { client, clock: 5 } }],
    ['parent', { parent: { client, clock: 5 } }],
    ['itself', { parent: { client, clock: 0 } }],
  ])('a reference to its own future (%s), on which Yjs throws half-way', (_, struct) => {
    const update = block([struct])
    expect(() => Y.applyUpdate(new Y.Doc(), update)).toThrow()
    expect(inspectUpdate(update)).toEqual({ ok: false, error: 'refers to its own future' })
  })
})

describe('the limits themselves are accepted', () => {
  test('2,048 structs of one client', () => {
    expect(inspectUpdate(many(2048)).ok).toBe(true)
  })
})

describe('whatever the bytes are', () => {
  test('it never throws, answers in bounded time, and what it accepts Yjs applies', () => {
    const garbage = fc.uint8Array({ maxLength: 400 })
    const damaged = fc
      .tuple(fc.constantFrom(many(40), block([{ ref: 4, content: 'text' }])), garbage, fc.nat(400))
      .map(([update, noise, at]) => {
        const bytes = update.slice()
        bytes.set(
          noise.subarray(0, Math.max(0, Math.min(4, bytes.length - at))),
          Math.min(at, bytes.length),
        )
        return bytes
      })
    fc.assert(
      fc.property(fc.oneof(garbage, damaged), (bytes) => {
        const inspected = inspectUpdate(bytes)
        if (inspected.ok) Y.applyUpdate(new Y.Doc(), bytes)
      }),
      { numRuns: 5000, interruptAfterTimeLimit: 10_000, markInterruptAsFailure: true },
    )
  })

  test('the largest hostile updates take less than two seconds each', () => {
    const fill = (byte: number) => new Uint8Array(MAX_UPDATE_BYTES).fill(byte)
    const nestedArrays = new Uint8Array(MAX_UPDATE_BYTES)
    nestedArrays.set([1, 1, 7, 0, 0x28, 1, 1, 109, 1, 107, 1])
    for (let i = 11; i + 1 < nestedArrays.length; i += 2) nestedArrays.set([117, 1], i)
    for (const update of [...[0, 1, 2, 8, 127, 128, 255].map(fill), nestedArrays]) {
      const start = performance.now()
      expect(inspectUpdate(update).ok).toBe(false)
      expect(performance.now() - start).toBeLessThan(2000)
    }
  })
})
