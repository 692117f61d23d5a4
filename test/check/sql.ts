import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { productFolders, root, typeScriptFiles } from './files.ts'

/**
 * SQL is written in src-main/storage only: elsewhere nobody could prove that personal data is read
 * for a purpose (invariant "the gate"). The relay's mailbox has a file and a folder of its own.
 */
const homes = ['src-main/storage/', 'signaling/mailbox/sqlite/']

const verbs = [
  'SELECT\\s[^\'"`]*\\sFROM\\s',
  '(INSERT\\s+(OR\\s+\\w+\\s+)?|REPLACE\\s+)INTO\\s',
  'UPDATE\\s+\\w+\\s+SET\\s',
  'DELETE\\s+FROM\\s',
  'CREATE\\s+(TEMP\\s+|VIRTUAL\\s+|UNIQUE\\s+)*(TABLE|INDEX|TRIGGER|VIEW)\\s',
  '(ALTER|DROP)\\s+(TABLE|INDEX|TRIGGER|VIEW)\\s',
  'PRAGMA\\s',
  'ATTACH\\s+DATABASE\\s',
  'WITH\\s+(RECURSIVE\\s+)?\\w+\\s+AS\\s*\\(',
].join('|')

// Upper or lower case as a whole: "Select a person from …" is a sentence.
const statement = new RegExp(`['"\`]\\s*(${verbs}|${verbs.toLowerCase()})`, 'g')

/** Lines (1-based) of a source text on which an SQL statement begins. */
export function sqlLines(source: string): number[] {
  return [...source.matchAll(statement)].map(
    ({ index }) => source.slice(0, index).split('\n').length,
  )
}

const planted = [
  'db.prepare("SELECT name FROM people")',
  'db.exec(`\n  CREATE TABLE people (name TEXT)`)',
  "run('delete from feed where id = ?')",
  "db.pragma('x'); db.exec('PRAGMA key = 1')",
]
const innocent = [
  "say('Select a person from the list')",
  '// SELECT name FROM people',
  "t('feed.update')",
  "button('Delete from this device')",
]

function main(): void {
  const selfTest = [
    ...planted.filter((text) => sqlLines(text).length === 0).map((text) => `missed: ${text}`),
    ...innocent.filter((text) => sqlLines(text).length > 0).map((text) => `blamed: ${text}`),
  ]
  const files = productFolders
    .flatMap(typeScriptFiles)
    .filter((file) => !homes.some((home) => file.startsWith(home)) && !/\.test\.tsx?$/.test(file))
  const found = files.flatMap((file) =>
    sqlLines(readFileSync(join(root, file), 'utf8')).map((line) => `${file}:${line}: SQL`),
  )
  for (const problem of [...selfTest, ...found]) console.error(problem)
  console.log(`${files.length} files searched`)
  process.exitCode = selfTest.length + found.length > 0 ? 1 : 0
}

main()
