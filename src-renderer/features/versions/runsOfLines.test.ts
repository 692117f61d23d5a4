import { expect, test } from 'vitest'
import type { ComparedLine } from './compareNotes.ts'
import { runsOf } from './runsOfLines.ts'

/** A letter a line: `=` the same, `+` new. */
const runs = (lines: string) =>
  runsOf([...lines].map((one) => ({ change: one === '+' ? 'added' : 'same' }) as ComparedLine)).map(
    ({ from, lines, hidden }) => [from, lines.length, hidden],
  )

test('two lines on each side of a change are shown, and what is further away is hidden', () => {
  expect(runs('=====+=====')).toEqual([
    [0, 3, true],
    [3, 5, false],
    [8, 3, true],
  ])
})

test('what lies between two changes that are close is shown with them', () => {
  expect(runs('+====+')).toEqual([[0, 6, false]])
  expect(runs('+=====+')).toEqual([
    [0, 3, false],
    [3, 1, true],
    [4, 3, false],
  ])
})

test('where nothing differs everything is hidden', () => {
  expect(runs('===')).toEqual([[0, 3, true]])
  expect(runs('')).toEqual([])
})
