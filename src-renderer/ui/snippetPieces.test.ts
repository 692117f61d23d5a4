import { expect, test } from 'vitest'
import { piecesOf } from './snippetPieces.ts'

const shown = (snippet: string) => piecesOf(snippet).map(({ text, hit }) => [text, hit])

test('what was found is marked and its signs are gone', () => {
  expect(shown('The \u0001tiler\u0002 can start')).toEqual([
    ['The ', false],
    ['tiler', true],
    [' can start', false],
  ])
  expect(shown('\u0001Bob\u0002')).toEqual([['Bob', true]])
})

test('a snippet without a mark is one piece', () => {
  expect(shown('plain')).toEqual([['plain', false]])
  expect(shown('')).toEqual([])
})
