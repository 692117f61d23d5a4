import { expect, test } from 'vitest'
import { ERRORS } from '../../src-core/base/errors.ts'
import { en } from './en/index.ts'
import { frCA } from './fr-CA/index.ts'
import { nl } from './nl/index.ts'

type Table = { readonly [key: string]: string | Table }

const flat = (table: Table, prefix = ''): Map<string, string> =>
  new Map(
    Object.entries(table).flatMap(([key, value]) =>
      typeof value === 'string'
        ? [[`${prefix}${key}`, value] as const]
        : [...flat(value, `${prefix}${key}.`)],
    ),
  )

const PLURAL = /_(zero|one|two|few|many|other)$/
const tables = { en: flat(en), nl: flat(nl), 'fr-CA': flat(frCA) }
const stems = (table: Map<string, string>) =>
  [...new Set([...table.keys()].map((key) => key.replace(PLURAL, '')))].sort()
const holes = (text: string) => [...new Set(text.match(/\{\{\s*\w+/g) ?? [])].sort()
const tags = (text: string) => (text.match(/<\/?\w+>/g) ?? []).sort()

for (const language of ['nl', 'fr-CA'] as const) {
  test(`${language} says everything that English says, and nothing else`, () => {
    expect(stems(tables[language])).toEqual(stems(tables.en))
  })

  test(`${language} leaves the same holes and marks as English`, () => {
    for (const [key, text] of tables[language]) {
      // A singular may say the number in words; the plural form must show it.
      if (/_(zero|one)$/.test(key)) continue
      const english = tables.en.get(key.replace(/_many$/, '_other')) ?? ''
      expect({ key, holes: holes(text) }).toEqual({ key, holes: holes(english) })
      expect({ key, tags: tags(text) }).toEqual({ key, tags: tags(english) })
    }
  })
}

test('every plural has all forms of its language', () => {
  for (const [language, table] of Object.entries(tables)) {
    const needed = new Intl.PluralRules(language).resolvedOptions().pluralCategories
    const plurals = [...table.keys()].filter((key) => PLURAL.test(key))
    for (const stem of new Set(plurals.map((key) => key.replace(PLURAL, '')))) {
      for (const form of needed) expect([...table.keys()], language).toContain(`${stem}_${form}`)
    }
  }
})

test('what is said in a hidden group calls it a group, in a confidential document a document', () => {
  const word = { group: /gro(u|e)p/i, document: /document/i }
  const space = { en: /Space/, nl: /Space/, 'fr-CA': /Espace/ }
  const said = { group: 0, document: 0 }
  for (const [language, table] of Object.entries(tables)) {
    for (const [key, text] of table) {
      const place = /_(group|document)(?:_|$)/.exec(key)?.[1] as 'group' | 'document' | undefined
      if (!place) continue
      said[place] += 1
      expect({ key, text }).not.toEqual({
        key,
        text: expect.stringMatching(space[language as 'en']),
      })
      const plain = table.get(key.replace(`_${place}`, '')) ?? ''
      if (space[language as 'en'].test(plain)) expect(text, key).toMatch(word[place])
    }
  }
  expect(said.group).toBeGreaterThan(40)
  expect(said.document).toBe(said.group)
})

test('every error a person can meet has a sentence, and no sentence names a code', () => {
  expect(Object.keys(en.errors).sort()).toEqual(Object.keys(ERRORS).sort())
  for (const sentence of Object.values(en.errors)) expect(sentence).not.toMatch(/[A-Z]+_[A-Z]+/)
})

test('no text is empty and none shouts', () => {
  for (const table of Object.values(tables)) {
    for (const [key, text] of table) {
      expect(text.trim(), key).not.toBe('')
      expect(text, key).not.toMatch(/!|\bplease\b|\boops\b/i)
    }
  }
})
