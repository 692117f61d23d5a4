import { expect, test } from 'vitest'
import { keepSame } from './keepSame.ts'

const before = () => ({ name: 'Canal house 14', members: [{ name: 'Alice', here: true }], can: {} })

test('what equals the value before is that very value', () => {
  const one = before()
  expect(keepSame(one, before())).toBe(one)
  expect(keepSame([1, [2]], [1, [2]])).not.toBe([1, [2]])
})

test('beside what changed, the rest stays the same objects', () => {
  const one = before()
  const next = keepSame(one, { ...before(), name: 'Canal house 15' })
  expect(next).toEqual({ ...before(), name: 'Canal house 15' })
  expect(next.members).toBe(one.members)
  expect(next.can).toBe(one.can)
})

test('a member who is added, moved or taken away makes another list of the same members', () => {
  const [alice, bob] = [{ name: 'Alice' }, { name: 'Bob' }]
  const longer = keepSame([alice], [{ name: 'Alice' }, { name: 'Bob' }])
  expect(longer).toEqual([alice, bob])
  expect(longer[0]).toBe(alice)
  expect(keepSame([alice, bob], [{ name: 'Alice' }])).toEqual([alice])
  expect(keepSame([alice, bob], [{ name: 'Bob' }, { name: 'Alice' }])).toEqual([bob, alice])
})

test('a part that is no longer there, or undefined in place of absent, is a change', () => {
  const two: Record<string, unknown> = { a: 1, b: undefined }
  expect(keepSame(two, { a: 1 })).not.toBe(two)
  expect(Object.keys(keepSame({ a: 1 }, two))).toEqual(['a', 'b'])
})

test('bytes and dates are not looked into', () => {
  const bytes = new Uint8Array([1])
  const same = new Uint8Array([1])
  expect(keepSame({ bytes }, { bytes: same }).bytes).toBe(same)
})
