import { existsSync, readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { expect, test } from 'vitest'

const here = import.meta.dirname
const mantine = resolve(here, '../../node_modules/@mantine/core/styles')

/** The visitor page's own modules, those loaded later included. */
function modulesFrom(entry: string, seen = new Map<string, string>()): Map<string, string> {
  if (seen.has(entry) || !existsSync(entry)) return seen
  const source = readFileSync(entry, 'utf8')
  seen.set(entry, source)
  for (const [, path] of source.matchAll(/(?:from|import\()\s*'(\.{1,2}\/[^']+\.tsx?)'/g)) {
    modulesFrom(resolve(dirname(entry), path ?? ''), seen)
  }
  return seen
}

test('every Mantine component of the visitor page brings its style', () => {
  const styles = readFileSync(resolve(here, 'visitorStyles.ts'), 'utf8')
  const sources = [...modulesFrom(resolve(here, '../entries/guest.tsx')).values()]
  expect(sources.length).toBeGreaterThan(50)
  const imports = sources.flatMap((source) =>
    [...source.matchAll(/import \{([^}]+)\} from '@mantine\/core'/g)].map(([, names]) => names),
  )
  const used = new Set(imports.join(',').match(/\b[A-Z]\w+/g))
  expect(used.size).toBeGreaterThan(5)
  const missing = [...used].filter(
    (name) => existsSync(`${mantine}/${name}.layer.css`) && !styles.includes(`/${name}.layer.css`),
  )
  expect(missing).toEqual([])
})
