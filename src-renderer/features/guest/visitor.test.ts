import { expect, test } from 'vitest'
import { visitorProblems } from './visitor.ts'

test('a first name is enough', () => {
  expect(visitorProblems('Gus', '')).toEqual({})
  expect(visitorProblems('Gus', 'gus@example.org')).toEqual({})
})

test('a missing name and a mistyped e-mail are told apart', () => {
  expect(visitorProblems(' ', 'gus')).toEqual({
    name: 'guest.nameMissing',
    email: 'guest.emailWrong',
  })
})
