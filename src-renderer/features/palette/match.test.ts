import { expect, test } from 'vitest'
import { KEYWORDS } from './keywords.ts'
import { matches } from './match.ts'

test('an act is found in each of the three languages', () => {
  expect(matches('lock', KEYWORDS.lock)).toBe(true)
  expect(matches('vergr', KEYWORDS.lock)).toBe(true)
  expect(matches('verrou', KEYWORDS.lock)).toBe(true)
  expect(matches('lock', KEYWORDS.invite)).toBe(false)
})

test('accents and case do not matter, and every word must fit', () => {
  expect(matches('ECRIRE', KEYWORDS.write)).toBe(true)
  expect(matches('new sp', KEYWORDS.newSpace)).toBe(true)
  expect(matches('new bicycle', KEYWORDS.newSpace)).toBe(false)
})
