import { expect, test } from 'vitest'
import { endOf, spansFor } from './terms.ts'

test('a visit always ends', () => {
  expect(spansFor('guest')).not.toContain('never')
  expect(spansFor('editor')).toContain('never')
})

test('the end of a link is counted from its making', () => {
  expect(endOf('day', 1000)).toBe(1000 + 86_400_000)
  expect(endOf('never', 1000)).toBeNull()
})
