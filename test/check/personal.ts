import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { productFolders, root, typeScriptFiles } from './files.ts'

/**
 * Personal data is reached through the gate only: outside src-core/privacy and the storage
 * adapters nobody names the store that holds it, except to hand it to the gate.
 */
const mention = /(?:\.personal\b|\bPersonalStore\b|\bpersonal\s*[,}][^=]*=)/g
const handOver = /createPrivacyGate\(\s*[\w.]+\.personal\s*,/g
const home = /^src-(core\/(privacy|ports)|main\/storage)\//

/** Lines (1-based) of a source text that reach for personal data past the gate. */
export function personalLines(source: string): number[] {
  const innocent = source.replace(handOver, (text) => text.replace('.personal', '.handed'))
  return [...innocent.matchAll(mention)].map(
    ({ index }) => innocent.slice(0, index).split('\n').length,
  )
}

const planted = [
  'const names = storage.personal.people(spaceId)',
  'const { personal } = storage',
  'function f(store: PersonalStore) {}',
]
const innocent = [
  'const gate = createPrivacyGate(profile.storage.personal, clock)',
  'const gate = createPrivacyGate(\n  storage.personal,\n  clock,\n)',
  "t('settings.personalNote')",
]

function main(): void {
  const selfTest = [
    ...planted.filter((text) => personalLines(text).length === 0).map((text) => `missed: ${text}`),
    ...innocent.filter((text) => personalLines(text).length > 0).map((text) => `blamed: ${text}`),
  ]
  const files = productFolders
    .flatMap(typeScriptFiles)
    .filter((file) => !home.test(file) && !/\.test\.tsx?$|^src-core\/testing\//.test(file))
  const found = files.flatMap((file) =>
    personalLines(readFileSync(join(root, file), 'utf8')).map(
      (line) => `${file}:${line}: personal data without a purpose`,
    ),
  )
  for (const problem of [...selfTest, ...found]) console.error(problem)
  console.log(`${files.length} files searched`)
  process.exitCode = selfTest.length + found.length > 0 ? 1 : 0
}

main()
