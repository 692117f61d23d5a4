import { expect, it } from 'vitest'
import { createVirtualClock } from '../testing/virtualClock.ts'
import { createCoalescer } from './coalesce.ts'

function typing() {
  const clock = createVirtualClock()
  const flushed: { at: number; items: readonly string[] }[] = []
  const coalescer = createCoalescer<string>({
    clock,
    delayMs: 60,
    maxBytes: 1000,
    flush: (items) => flushed.push({ at: clock.elapsed, items }),
  })
  return { clock, flushed, coalescer }
}

it('the first edit after a pause goes at once, the next ones together (rule 14)', () => {
  const { clock, flushed, coalescer } = typing()
  for (const letter of 'abcd') {
    coalescer.push(letter, 1)
    clock.advance(25)
  }
  clock.advance(500)
  coalescer.push('e', 1)
  expect(flushed).toEqual([
    { at: 0, items: ['a'] },
    { at: 60, items: ['b', 'c'] },
    { at: 120, items: ['d'] },
    { at: 600, items: ['e'] },
  ])
})

it('what grows too large does not wait, and nothing is left behind by a flush', () => {
  const { flushed, coalescer } = typing()
  coalescer.push('a', 1)
  coalescer.push('b', 999)
  coalescer.push('c', 1)
  coalescer.push('d', 999)
  coalescer.push('e', 1)
  coalescer.flush()
  expect(flushed.map(({ items }) => items)).toEqual([['a'], ['b', 'c'], ['d', 'e']])
})
