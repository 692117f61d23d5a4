import { expect, test } from 'vitest'
import { initial } from './initial.ts'

test('an initial is one whole grapheme, whatever the script', () => {
  expect(initial('alice')).toBe('A')
  expect(initial('  élise')).toBe('É')
  expect(initial('👩‍👩‍👧 family')).toBe('👩‍👩‍👧')
  expect(initial('مكتب')).toBe('م')
})

test('a name that has not arrived shows a question mark', () => {
  expect(initial('')).toBe('?')
  expect(initial('   ')).toBe('?')
})
