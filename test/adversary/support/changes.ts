import { concatBytes } from '../../../src-core/base/bytes.ts'
import type { Field } from './fields.ts'

type Change = (good: Uint8Array, field: Field, other: Field) => Uint8Array

const cut = (good: Uint8Array, { start, length }: Field) => ({
  before: good.subarray(0, start),
  value: good.subarray(start, start + length),
  after: good.subarray(start + length),
})
const put = (good: Uint8Array, field: Field, value: Uint8Array): Uint8Array => {
  const { before, after } = cut(good, field)
  return concatBytes(before, value, after)
}

const numberOf = (value: Uint8Array) => value.reduce((sum, byte) => sum * 256 + byte, 0)
function bytesOf(value: number, length: number): Uint8Array {
  const rest = Array.from({ length }, (_, i) => Math.floor(value / 256 ** (length - 1 - i)) % 256)
  return Uint8Array.from(rest)
}

/** The number before these bytes, where it says how many they are. */
function lengthBefore(good: Uint8Array, field: Field): Field | undefined {
  const before: Field = { ...field, kind: 'number', start: field.start - 4, length: 4 }
  if (before.start < 0) return undefined
  return numberOf(cut(good, before).value) === field.length ? before : undefined
}

/** Other bytes, with the length before them set right where there is one. */
function resized(good: Uint8Array, field: Field, value: Uint8Array): Uint8Array {
  const changed = put(good, field, value)
  const length = lengthBefore(good, field)
  return length ? put(changed, length, bytesOf(value.length, 4)) : changed
}

const same = (byte: number, length: number) => new Uint8Array(length).fill(byte)
const ofNumber =
  (change: (value: number, length: number) => Uint8Array): Change =>
  (good, field) =>
    field.kind === 'bytes'
      ? good
      : put(good, field, change(numberOf(cut(good, field).value), field.length))

/** What can be wrong with one field of a message, in plain words. */
export const CHANGES: Readonly<Record<string, Change>> = {
  missing: (good, field) => put(good, field, new Uint8Array()),
  'missing, with its length': (good, field) => resized(good, field, new Uint8Array()),
  twice: (good, field) =>
    put(good, field, concatBytes(...[1, 2].map(() => cut(good, field).value))),
  oversized: (good, field) => resized(good, field, same(97, field.length + 70_000)),
  'longer by one': (good, field) =>
    resized(good, field, concatBytes(cut(good, field).value, same(0, 1))),
  'shorter by one': (good, field) => resized(good, field, cut(good, field).value.subarray(1)),
  'of zeros': (good, field) => put(good, field, same(0, field.length)),
  'of ones, from the furthest future': (good, field) => put(good, field, same(255, field.length)),
  'of another type': (good, field, other) => put(good, field, cut(good, other).value),
  'not UTF-8': (good, field) => resized(good, field, Uint8Array.of(0xc3, 0x28)),
  'more by one': ofNumber((value, length) => bytesOf(value + 1, length)),
  'less by one': ofNumber((value, length) => bytesOf(Math.max(0, value - 1), length)),
  'with the highest bit': ofNumber((value, length) =>
    bytesOf(value + 128 * 256 ** (length - 1), length),
  ),
  'from a year ahead': ofNumber((value, length) =>
    length === 8 ? bytesOf(value + 365 * 86_400_000, 8) : bytesOf(value, length),
  ),
  'swapped with another': (good, field, other) =>
    field.start + field.length <= other.start
      ? put(put(good, other, cut(good, field).value), field, cut(good, other).value)
      : good,
}
