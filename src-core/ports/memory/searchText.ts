const WORD = /[\p{L}\p{N}\p{M}]+/gu
/** Characters of text shown before the first match, and altogether. */
const LEAD = 40
const SNIPPET = 160
const MAX_WORDS = 8

export interface Matcher {
  wordsOf(query: string): readonly string[]
  /** `source` is the row the text stands in; what was folded is remembered with it. */
  matches(source: object, text: string, words: readonly string[]): boolean
  /** Matches stand between U+0001 and U+0002. */
  snippetOf(text: string, words: readonly string[]): string
}

const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

const foldedWords = (text: string): string[] => (text.match(WORD) ?? []).map(fold)

export function createMatcher(): Matcher {
  const folded = new WeakMap<object, string>()
  /** Words of a text, each after a blank, so that ` wor` finds where a word begins. */
  function textOf(source: object, text: string): string {
    const known = folded.get(source)
    if (known !== undefined) return known
    const made = ` ${foldedWords(text).join(' ')}`
    folded.set(source, made)
    return made
  }
  return {
    wordsOf: (query) => foldedWords(query).slice(0, MAX_WORDS),
    matches(source, text, words) {
      const inText = textOf(source, text)
      return words.every((word) => inText.includes(` ${word}`))
    },
    snippetOf(text, words) {
      const hits = [...text.matchAll(WORD)].filter(([word]) =>
        words.some((wanted) => fold(word).startsWith(wanted)),
      )
      return cut(text, hits)
    },
  }
}

function cut(text: string, hits: readonly RegExpMatchArray[]): string {
  const start = Math.max(0, (hits[0]?.index ?? 0) - LEAD)
  const end = Math.min(text.length, start + SNIPPET)
  let shown = start > 0 ? '…' : ''
  let at = start
  for (const [word, index] of hits.map((hit) => [hit[0], hit.index ?? 0] as const)) {
    if (index + word.length > end) break
    shown += `${text.slice(at, index)}\u0001${word}\u0002`
    at = index + word.length
  }
  return shown + text.slice(at, end) + (end < text.length ? '…' : '')
}
