import { expect, test } from 'vitest'
import { createMemoryStorage } from '../../ports/memory/index.ts'
import { alice, bob, itemRow, spaceA } from '../../testing/suites/storageRows.ts'
import { firstByOthers } from './firstByOthers.ts'

/** A feed of Alice's with what Bob wrote at these orders. */
function feedWith(byBob: readonly number[], length: number) {
  const { feed } = createMemoryStorage()
  feed.putItems(
    spaceA,
    Array.from({ length }, (_, index) =>
      itemRow(index + 1, { author: byBob.includes(index + 1) ? bob : alice }),
    ),
  )
  return (order: number, filter: 'everything' | 'note' = 'everything') =>
    firstByOthers(feed, { spaceId: spaceA, filter, order, self: alice })
}

test('what one wrote oneself is never new', () => {
  expect(feedWith([], 60)(0)).toBeNull()
  expect(feedWith([2], 60)(2)).toBeNull()
})

test('new begins at the first item of somebody else, past any stretch of one’s own', () => {
  expect(feedWith([4, 6], 8)(1)).toBe(3)
  expect(feedWith([4, 6], 8)(4)).toBe(5)
  expect(feedWith([170], 200)(2)).toBe(169)
})

test('what is not shown is not new', () => {
  expect(feedWith([4], 120)(1, 'note')).toBeNull()
})
