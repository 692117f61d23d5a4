import { expect, test } from 'vitest'
import { createTurns } from './turns.ts'

test('so many run at a time, the rest in order, and a failure ends nobody else’s turn', async () => {
  const turns = createTurns(2)
  const begun: number[] = []
  const ends: PromiseWithResolvers<number>[] = []
  const results = [0, 1, 2, 3].map((number) =>
    turns(() => {
      begun.push(number)
      ends[number] = Promise.withResolvers<number>()
      return ends[number].promise
    }).catch(() => -1),
  )
  expect(begun).toEqual([0, 1])
  ends[1]?.reject(new Error('stop'))
  expect(await results[1]).toBe(-1)
  await Promise.resolve()
  expect(begun).toEqual([0, 1, 2])
  ends[0]?.resolve(10)
  ends[2]?.resolve(12)
  expect(await Promise.all([results[0], results[2]])).toEqual([10, 12])
  expect(begun).toEqual([0, 1, 2, 3])
  ends[3]?.resolve(13)
  expect(await results[3]).toBe(13)
})
