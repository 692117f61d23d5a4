import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createOrders } from './orders.ts'

const step = fc.record({
  id: fc.nat(9),
  order: fc.option(fc.integer({ min: 1, max: 25 }), { nil: undefined }),
})

test('which orders count depends on the entries alone, not on how they came (rule 15)', () => {
  fc.assert(
    fc.property(fc.array(step), fc.boolean(), (steps, settleEach) => {
      const followed = createOrders<number>(5)
      const final = new Map<number, number | undefined>()
      for (const { id, order } of steps) {
        followed.set(id, order)
        final.set(id, order)
        if (settleEach) followed.settle()
      }
      followed.settle()
      const there = [...final].filter(([, order]) => order !== undefined) as [number, number][]
      const counted = there.filter(([, order]) => order <= there.length + 5)
      expect([...Array(10).keys()].filter((id) => followed.isPlaced(id))).toEqual(
        counted.map(([id]) => id).sort((a, b) => a - b),
      )
      expect(followed.last()).toBe(Math.max(0, ...counted.map(([, order]) => order)))
    }),
  )
})

test('what comes within reach or goes out of it is told', () => {
  const orders = createOrders<string>(1)
  orders.set('far', 3)
  expect(orders.isPlaced('far')).toBe(false)
  expect(orders.settle()).toEqual([])
  orders.set('near', 1)
  expect(orders.settle()).toEqual(['far'])
  expect(orders.last()).toBe(3)
  orders.set('near', undefined)
  expect(orders.settle()).toEqual(['far'])
  expect(orders.last()).toBe(0)
})
