import { expect, test } from 'vitest'
import { TokenBucket } from './tokenBucket.ts'

const rate = { perSecond: 10, burst: 5 }

test('a burst is free and what follows waits its turn', () => {
  const bucket = new TokenBucket(rate, 0)
  for (let i = 0; i < 5; i++) expect(bucket.spend(1, 0)).toBe(0)
  expect(bucket.spend(1, 0)).toBe(100)
  expect(bucket.spend(1, 0)).toBe(200)
  expect(bucket.spend(1, 300)).toBe(0)
})

test('what is refused costs nothing', () => {
  const bucket = new TokenBucket(rate, 0)
  for (let i = 0; i < 5; i++) expect(bucket.tryTake(1, 0)).toBe(true)
  for (let i = 0; i < 50; i++) expect(bucket.tryTake(1, 0)).toBe(false)
  expect(bucket.tryTake(1, 100)).toBe(true)
})

test('a bucket fills up to its burst and no further, and never empties by a clock set back', () => {
  const bucket = new TokenBucket(rate, 1_000)
  expect(bucket.isFull(1_000)).toBe(true)
  bucket.spend(5, 1_000)
  expect(bucket.isFull(1_499)).toBe(false)
  expect(bucket.isFull(1_000_000)).toBe(true)
  bucket.spend(5, 1_000_000)
  expect(bucket.spend(0, 0)).toBe(0)
})
