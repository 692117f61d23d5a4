import { expect, test } from 'vitest'
import { receiptTimes } from './receiptTimes.ts'

test('an envelope was there with the first confirmation that reaches it', () => {
  const timeOf = receiptTimes([
    { seq: 3, at: 10 },
    { seq: 7, at: 12 },
  ])
  expect([1, 3, 4, 7, 8].map(timeOf)).toEqual([10, 10, 12, 12, null])
})

test('a device that went back to a backup had what it had before', () => {
  const timeOf = receiptTimes([
    { seq: 9, at: 1 },
    { seq: 5, at: 2 },
    { seq: 12, at: 3 },
  ])
  expect([4, 6, 9, 10, 12].map(timeOf)).toEqual([1, 1, 1, 3, 3])
  expect(receiptTimes([])(1)).toBeNull()
})
