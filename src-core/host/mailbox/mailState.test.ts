import { expect, test } from 'vitest'
import {
  firstMissing,
  formatMailState,
  noMail,
  parseMailState,
  type StoredRange,
  storedUntil,
  withStored,
} from './mailState.ts'

const DAY_MS = 86_400_000
const range = (from: number, to: number, until = 30 * DAY_MS): StoredRange => ({ from, to, until })

test('ranges that adjoin become one within a day, with the earlier end', () => {
  const day = [range(1, 3), range(4, 4, 30 * DAY_MS + 5)]
  expect(day.reduce<readonly StoredRange[]>(withStored, [])).toEqual([range(1, 4)])
  expect(withStored([range(1, 3)], range(4, 5, 32 * DAY_MS))).toHaveLength(2)
  expect(withStored([range(5, 6)], range(1, 3))).toEqual([range(1, 3), range(5, 6)])
})

test('what was not put yet is found from the bottom', () => {
  const stored = [range(3, 5), range(8, 9)]
  expect(firstMissing([], 0, 4)).toEqual({ from: 1, to: 4 })
  expect(firstMissing(stored, 0, 9)).toEqual({ from: 1, to: 2 })
  expect(firstMissing(stored, 2, 9)).toEqual({ from: 6, to: 7 })
  expect(firstMissing(stored, 4, 7)).toEqual({ from: 6, to: 7 })
  expect(firstMissing(stored, 7, 12)).toEqual({ from: 10, to: 12 })
  expect(firstMissing(stored, 7, 9)).toBeUndefined()
  expect(firstMissing(stored, 3, 4)).toBeUndefined()
  expect(firstMissing(stored, 20, 20)).toBeUndefined()
})

test('a relay holds an envelope until its time is over', () => {
  const stored = [range(1, 3), range(4, 6, 33 * DAY_MS)]
  expect(storedUntil(stored, 2, 2, 0)).toBe(30 * DAY_MS)
  expect(storedUntil(stored, 3, 5, 0)).toBe(30 * DAY_MS)
  expect(storedUntil(stored, 4, 6, 0)).toBe(33 * DAY_MS)
  expect(storedUntil(stored, 6, 7, 0)).toBeUndefined()
  expect(storedUntil(stored, 2, 2, 30 * DAY_MS)).toBeUndefined()
})

test('state survives the disk, and what is no state counts as none', () => {
  const state = {
    ...noMail,
    stored: [range(1, 2)],
    log: 'x',
    cursors: { a: { generation: 'g', position: 4 } },
  }
  expect(parseMailState(formatMailState(state))).toEqual(state)
  for (const bad of [undefined, '', '{', '{}', '[]', '{"stored":4}'])
    expect(parseMailState(bad)).toEqual(noMail)
})
