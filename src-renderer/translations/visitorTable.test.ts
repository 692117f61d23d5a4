import { existsSync, readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { enVisitor } from './en/visitor.ts'

/** The visitor page's own modules, those loaded later included. */
function sourcesFrom(entry: string, seen = new Map<string, string>()): Map<string, string> {
  if (seen.has(entry) || !existsSync(entry)) return seen
  const source = readFileSync(entry, 'utf8')
  seen.set(entry, source)
  for (const [, path] of source.matchAll(/(?:from|import\()\s*'(\.{1,2}\/[^']+\.tsx?)'/g))
    sourcesFrom(resolve(dirname(entry), path ?? ''), seen)
  return seen
}

/** Parts that come with the page that says them, and the module of it that adds them. */
const LATER = { versions: 'features/versions/addVersionTexts.ts' }

test('a visitor’s page has every part of the texts that it names', () => {
  const sources = sourcesFrom(resolve(import.meta.dirname, '../entries/guest.tsx'))
  const pages = [...sources].filter(([file]) => file.endsWith('.tsx') && !file.includes('.test.'))
  expect(pages.length).toBeGreaterThan(50)
  const named = pages.flatMap(([, source]) =>
    [...source.matchAll(/(?:\bt\(|\bid=\{?)\s*[`']([a-z]\w+)\./g)].map(([, part]) => part ?? ''),
  )
  expect(named.length).toBeGreaterThan(80)
  for (const file of Object.values(LATER))
    expect([...sources.keys()].some((one) => one.endsWith(file))).toBe(true)
  const there = { ...enVisitor, ...LATER }
  expect([...new Set(named)].filter((part) => !Object.hasOwn(there, part))).toEqual([])
})
