import { beforeAll, describe, expect, test } from 'vitest'
import { encode, u32 } from '../../base/codec.ts'
import { type DeviceId, type EntryHash, type Id, idFromBytes, idToBytes } from '../../base/ids.ts'
import { hashId, ready } from '../../crypto/index.ts'
import {
  type Covered,
  cutSnapshot,
  isWithin,
  openPart,
  openSnapshot,
  PART_BYTES,
  runsOf,
  type Snapshot,
  type SnapshotPart,
} from './index.ts'

beforeAll(ready)

const device = (byte: number) => idFromBytes<DeviceId>(new Uint8Array(16).fill(byte))
const hash = 'B'.repeat(42).concat('A')
const other = 'C'.repeat(42).concat('A')
const none = 'A'.repeat(43)
const covered: readonly Covered[] = [
  { deviceId: device(1), logHeads: [], runs: [{ first: 1, before: null, last: 1, hash }] },
  {
    ...{ deviceId: device(200), logHeads: [hash as EntryHash] },
    runs: [
      { first: 2, last: 300, before: hash, hash },
      { first: 500, last: 70_000, before: other, hash },
    ],
  },
]
const snapshot = (change: Partial<Snapshot> = {}): Snapshot => ({
  ...{ generation: 2, parent: hash, erases: false, covered },
  state: new Uint8Array(2 * PART_BYTES).fill(7),
  ...change,
})
const cut = (change?: Partial<Snapshot>) => {
  const made = cutSnapshot(snapshot(change))
  if (!made) throw new Error('too large')
  return { ...made, parts: made.payloads.map((payload) => openPart(payload) as SnapshotPart) }
}

describe('a snapshot', () => {
  test('is put together again from its parts', () => {
    const { parts, payloads, name } = cut()
    expect(parts).toHaveLength(3)
    for (const payload of payloads) expect(payload.length).toBeLessThanOrEqual(PART_BYTES + 37)
    expect(parts.map((part) => [part.index, part.count, part.name])).toEqual(
      [0, 1, 2].map((index) => [index, 3, name]),
    )
    expect(openSnapshot(parts)).toEqual(snapshot())
  })

  test('names devices in one order, whatever the order they were given in', () => {
    expect(cut({ covered: covered.toReversed() }).name).toBe(cut().name)
  })

  test('is nothing while a part is missing, is in another place or belongs to another snapshot', () => {
    const { parts } = cut()
    const other = cut({ erases: true }).parts
    const [a, b, c] = parts as [SnapshotPart, SnapshotPart, SnapshotPart]
    for (const wrong of [
      [],
      [a, b],
      [b, c],
      [a, c, b],
      [a, b, other[2] as SnapshotPart],
      [a, b, c, c],
    ])
      expect(openSnapshot(wrong)).toBeUndefined()
  })

  test('with an altered piece is nothing', () => {
    const { parts } = cut()
    const altered = parts.map((part, index) =>
      index === 1 ? { ...part, piece: part.piece.with(9, 8) } : part,
    )
    expect(openSnapshot(altered)).toBeUndefined()
  })

  test('has a parent exactly from the second generation on', () => {
    expect(openSnapshot(cut({ generation: 1, parent: null }).parts)).toBeDefined()
    expect(openSnapshot(cut({ generation: 1 }).parts)).toBeUndefined()
    expect(openSnapshot(cut({ parent: null }).parts)).toBeUndefined()
    expect(openSnapshot(cut({ generation: 0, parent: null }).parts)).toBeUndefined()
  })

  test('names no device twice', () => {
    expect(openSnapshot(cut({ covered: [...covered, ...covered] }).parts)).toBeUndefined()
  })

  test('that is larger than all its parts may be is not made', () => {
    expect(cutSnapshot(snapshot({ state: new Uint8Array(512 * PART_BYTES) }))).toBeUndefined()
  })

  test('of which a part has another size than it must, or another version, is not opened', () => {
    const { payloads } = cut()
    const [first, , last] = payloads as [Uint8Array, Uint8Array, Uint8Array]
    expect(openPart(first.subarray(0, -1))).toBeUndefined()
    expect(openPart(last.subarray(0, 37))).toBeUndefined()
    expect(openPart(first.with(0, 1))).toBeUndefined()
    expect(openPart(new Uint8Array())).toBeUndefined()
  })
})

describe('the numbers that a snapshot covers', () => {
  test('are found with what lies within one run, and not across two', () => {
    const [, { runs }] = covered as [Covered, Covered]
    for (const [first, last] of [
      [2, 2],
      [2, 300],
      [17, 90],
      [500, 70_000],
      [70_000, 70_000],
    ] as const)
      expect(isWithin(runs, first, last)).toBe(true)
    for (const [first, last] of [
      [1, 1],
      [1, 2],
      [299, 301],
      [300, 500],
      [400, 400],
      [70_001, 70_001],
    ] as const)
      expect(isWithin(runs, first, last)).toBe(false)
  })

  test('run together where they follow on each other', () => {
    const spans = [1, 2, 3, 7, 9, 10].map((seq) => ({
      ...{ first: seq, last: seq, before: seq === 1 ? null : `${seq - 1}`, hash: `${seq}` },
    }))
    expect(runsOf(spans)).toEqual([
      { first: 1, before: null, last: 3, hash: '3' },
      { first: 7, last: 7, before: '6', hash: '7' },
      { first: 9, last: 10, before: '8', hash: '10' },
    ])
  })

  test.each([
    ['no runs', [0]],
    ['an empty run', [1, 0, 0, none, hash]],
    ['runs that touch', [2, 0, 1, none, hash, 0, 1, hash, hash]],
    ['more runs than there are', [2, 0, 1, none, hash]],
    ['something before the first number', [1, 0, 1, other, hash]],
    ['nothing before a later one', [1, 1, 1, none, hash]],
    ['more runs than anyone needs', [1_000_001, 0, 1]],
  ])('have one spelling: %s is refused', (_, runs) => {
    const { payloads } = cut({ covered: [covered[0] as Covered], state: new Uint8Array(1) })
    const [payload] = payloads as [Uint8Array]
    const whole = [...payload.subarray(37)]
    const at = 8 + 32 + 1 + 2 + 16 + 2
    expect(whole.slice(at, at + 76)).toEqual(numbers([1, 0, 1, none, hash]))
    const changed = Uint8Array.from([
      ...whole.slice(0, at),
      ...numbers(runs),
      ...whole.slice(at + 76),
    ])
    const part = { index: 0, count: 1, name: hashId(changed) as string, piece: changed }
    expect(openSnapshot([part])).toBeUndefined()
  })
})

const numbers = (of: readonly (number | string)[]) =>
  of.flatMap((one) => [...(typeof one === 'string' ? idToBytes(one as Id) : encode(u32, one))])
