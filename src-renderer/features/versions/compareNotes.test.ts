import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { createBodyOf } from '../../../src-core/documents/bodies.ts'
import { readBody } from '../notes/readBody.ts'
import { type Comparison, compareNotes } from './compareNotes.ts'
import { noteLines } from './noteLines.ts'

type Block = Parameters<typeof createBodyOf>[1][number]

const lines = (title: string, ...blocks: (string | Block)[]) => {
  const doc = new Y.Doc()
  createBodyOf(
    doc,
    blocks.map((one) => (typeof one === 'string' ? { type: 'paragraph', text: one } : one)),
  )
  return noteLines(title, readBody(doc))
}

/** `[+new+]`, `[-gone-]`; `~` before a line that is only set differently. */
const shown = ({ lines: all }: Comparison) =>
  all.map(({ change, line, words }) => {
    if (change === 'same') return line.text
    const text = words
      .map((one) =>
        one.change === 'same'
          ? one.text
          : one.change === 'added'
            ? `[+${one.text}+]`
            : `[-${one.text}-]`,
      )
      .join('')
    return change === 'form' ? `~${text}` : text
  })

test('words that were changed within a line are marked, and the rest of it is not', () => {
  const compared = compareNotes(
    lines('Plan', 'Three rooms on the canal', 'The same'),
    lines('Plan', 'Four bright rooms on the canal', 'The same'),
  )
  expect(shown(compared)).toEqual([
    'Plan',
    '[-Three-][+Four bright+] rooms on the canal',
    'The same',
  ])
  expect([compared.added, compared.removed]).toEqual([2, 1])
})

test('lines that came and lines that went stand at their place', () => {
  const compared = compareNotes(
    lines('A', 'one', 'two', 'four'),
    lines('B', 'one', 'three', 'four', 'five'),
  )
  expect(shown(compared)).toEqual([
    '[-A-]',
    '[+B+]',
    'one',
    '[-two-]',
    '[+three+]',
    'four',
    '[+five+]',
  ])
})

test('a line that is only marked or set differently says so', () => {
  const before = lines('A', 'plain word', { type: 'task', text: 'call' })
  const after = lines('A', 'plain **word**', { type: 'bullet', text: 'call' })
  expect(shown(compareNotes(before, after))).toEqual(['A', '~plain word', '~call'])
})

test('the same note has no changes, whatever is in it', () => {
  const both = lines('A', '', { type: 'heading', text: 'x' }, { type: 'task', text: 'y' })
  const compared = compareNotes(both, both)
  expect(compared.lines.every(({ change }) => change === 'same')).toBe(true)
  expect([compared.added, compared.removed]).toEqual([0, 0])
})

test('long lines are compared as wholes, within a second', () => {
  const words = (from: number) =>
    Array.from({ length: 5_000 }, (_, n) => `word${from + n}`).join(' ')
  const begun = performance.now()
  const compared = compareNotes(lines('A', words(0)), lines('A', words(1)))
  expect(performance.now() - begun).toBeLessThan(1000)
  expect(compared.lines.map(({ change }) => change)).toEqual(['same', 'removed', 'added'])
})
