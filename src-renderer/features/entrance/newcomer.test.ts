import { expect, test } from 'vitest'
import { problemsOf } from './newcomer.ts'

const alice = { name: 'Alice', passphrase: 'lantern harbour', repeat: 'lantern harbour' }

test('a name and the same passphrase twice are all that is asked', () => {
  expect(problemsOf(alice, true)).toEqual({})
})

test('blanks are no name, and a name of 10,000 characters is too long', () => {
  expect(problemsOf({ ...alice, name: '  ' }, true)).toEqual({ name: 'nameMissing' })
  expect(problemsOf({ ...alice, name: 'x'.repeat(10_000) }, true)).toEqual({ name: 'nameLong' })
})

test('a mistyped repetition is told apart from a missing passphrase', () => {
  expect(problemsOf({ ...alice, repeat: 'lantern' }, true)).toEqual({ repeat: 'differ' })
  expect(problemsOf({ ...alice, passphrase: '', repeat: '' }, true)).toEqual({
    passphrase: 'passphraseMissing',
  })
})

test('where a keychain keeps the key no passphrase is asked', () => {
  expect(problemsOf({ name: 'Alice', passphrase: '', repeat: '' }, false)).toEqual({})
})
