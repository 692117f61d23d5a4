import { diffArrays, diffWordsWithSpace } from 'diff'
import type { NoteLine } from './noteLines.ts'

/** A piece of a line: words of both, or of one of them only. */
export interface Words {
  readonly change: 'same' | 'added' | 'removed'
  readonly text: string
}

export interface ComparedLine {
  /** `form`: the same words, marked or set differently. */
  readonly change: 'same' | 'added' | 'removed' | 'words' | 'form'
  /** As it is in the newer one, where it is there. */
  readonly line: NoteLine
  readonly words: readonly Words[]
}

export interface Comparison {
  readonly lines: readonly ComparedLine[]
  /** How many words are new, and how many are gone. */
  readonly added: number
  readonly removed: number
}

const keyOf = ({ kind, level, done, text, marks }: NoteLine) =>
  JSON.stringify([kind, level, done, text, marks])

/** Beyond so many words a line is shown as gone and come: nobody reads such a comparison. */
const MOST_WORDS = 4_000

/** What a newer state of a note has that an older one has not, and the other way round: lines, then words. */
export function compareNotes(older: readonly NoteLine[], newer: readonly NoteLine[]): Comparison {
  const lines: ComparedLine[] = []
  let gone: NoteLine[] = []
  const endGone = (come: readonly NoteLine[]) => {
    lines.push(...pairLines(gone, come))
    gone = []
  }
  for (const part of diffArrays([...older], [...newer], {
    comparator: (a, b) => keyOf(a) === keyOf(b),
  })) {
    if (part.removed) gone = [...gone, ...part.value]
    else if (part.added) endGone(part.value)
    else {
      endGone([])
      lines.push(...part.value.map((line) => ({ change: 'same', line, words: [] }) as const))
    }
  }
  endGone([])
  const count = (change: Words['change']) =>
    lines
      .flatMap(({ words }) => words.filter((one) => one.change === change))
      .reduce((sum, { text }) => sum + (text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0), 0)
  return { lines, added: count('added'), removed: count('removed') }
}

/** Lines that stand in each other's place, each with the one it became. */
function pairLines(gone: readonly NoteLine[], come: readonly NoteLine[]): ComparedLine[] {
  const pairs = Math.min(gone.length, come.length)
  return [
    ...come.slice(0, pairs).flatMap((line, index) => pairOf(gone[index] as NoteLine, line)),
    ...gone.slice(pairs).map((line) => whole('removed', line)),
    ...come.slice(pairs).map((line) => whole('added', line)),
  ]
}

const whole = (change: 'added' | 'removed', line: NoteLine): ComparedLine => ({
  change,
  line,
  words: [{ change, text: line.text }],
})

function pairOf(before: NoteLine, line: NoteLine): ComparedLine[] {
  if (before.text === line.text)
    return [{ change: 'form', line, words: [{ change: 'same', text: line.text }] }]
  const isLong = before.text.length + line.text.length > MOST_WORDS * 6
  const words = isLong ? [] : wordsOf(before.text, line.text)
  // Nothing in common: two lines read better than one with everything struck out.
  if (!words.some(({ change, text }) => change === 'same' && text.trim() !== ''))
    return [whole('removed', before), whole('added', line)]
  return [{ change: 'words', line, words }]
}

const wordsOf = (before: string, after: string): readonly Words[] =>
  joinNeighbours(
    diffWordsWithSpace(before, after).map(({ value, added, removed }) => ({
      change: added ? 'added' : removed ? 'removed' : 'same',
      text: value,
    })),
  )

/** Changes with nothing but a space between them are one: words that went, then words that came. */
function joinNeighbours(parts: readonly Words[]): readonly Words[] {
  const joined: Words[] = []
  let gone = ''
  let come = ''
  const end = () => {
    const space = gone !== '' && come !== '' ? commonEnd(gone, come) : ''
    const cut = (text: string) => text.slice(0, text.length - space.length)
    if (cut(gone) !== '') joined.push({ change: 'removed', text: cut(gone) })
    if (cut(come) !== '') joined.push({ change: 'added', text: cut(come) })
    if (space !== '') joined.push({ change: 'same', text: space })
    gone = ''
    come = ''
  }
  for (const [index, { change, text }] of parts.entries()) {
    const isGap = text.trim() === '' && gone + come !== '' && index < parts.length - 1
    if (change !== 'added' && (change === 'removed' || isGap)) gone += text
    if (change !== 'removed' && (change === 'added' || isGap)) come += text
    if (change !== 'same' || isGap) continue
    end()
    joined.push({ change, text })
  }
  end()
  return joined
}

const commonEnd = (a: string, b: string): string => {
  const end = /\s*$/.exec(a)?.[0] ?? ''
  return b.endsWith(end) ? end : ''
}
