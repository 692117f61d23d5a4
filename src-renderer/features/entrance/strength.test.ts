import { expect, test } from 'vitest'
import { strengthOf } from './strength.ts'

test('a word, a run of keys and a repeated letter are weak', () => {
  for (const text of ['summer', '12345678901234', 'aaaaaaaaaaaaaaaaaaaa', 'Passw0rd1234', 'abc']) {
    expect(strengthOf(text), text).toBe(1)
  }
})

test('more unrelated words make a passphrase stronger', () => {
  expect(strengthOf('lantern harbour')).toBe(1)
  expect(strengthOf('lantern harbour violet')).toBe(2)
  expect(strengthOf('lantern harbour violet kettle')).toBe(3)
  expect(strengthOf('lantern lantern lantern lantern')).toBeLessThan(3)
})

test('random characters count by their number', () => {
  expect(strengthOf('x9#L')).toBe(1)
  expect(strengthOf('x9#Lq2!vR7@mZ4&d')).toBeGreaterThanOrEqual(3)
})

test('an empty field is not judged', () => {
  expect(strengthOf('')).toBe(0)
})
