import { expect, test } from 'vitest'
import { nextRegion } from './regions.ts'

test('F6 walks round the regions in both directions', () => {
  expect(nextRegion(3, 2, 1)).toBe(0)
  expect(nextRegion(3, 0, -1)).toBe(2)
  expect(nextRegion(3, 0, 1)).toBe(1)
})

test('from nowhere F6 begins at the first region and Shift F6 at the last', () => {
  expect(nextRegion(3, -1, 1)).toBe(0)
  expect(nextRegion(3, -1, -1)).toBe(2)
  expect(nextRegion(0, -1, 1)).toBe(-1)
})
