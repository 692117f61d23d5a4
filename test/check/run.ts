/**
 * `npm run check [-- NAME…]`: every static check at once, one line each, details of the failed ones.
 * A name picks checks by prefix: `npm run check -- types:src-core lint`.
 */
import { globSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './files.ts'
import { type Job, runAll } from './jobs.ts'

const bin = (name: string) => join(root, 'node_modules/.bin', name)
const script = (name: string) => [process.execPath, join(root, `test/check/${name}.ts`)]

const types: Job[] = globSync('{src-*,signaling,test,bench}/tsconfig*.json', { cwd: root })
  .sort()
  .map((project) => ({
    name: `types:${project.replace('/tsconfig', '').replace(/\.json$/, '')}`,
    command: [bin('tsc'), '--pretty', 'false', '-p', project],
  }))

const jobs: Job[] = [
  { name: 'unused', command: [bin('knip'), '--no-progress'] },
  { name: 'imports', command: script('imports') },
  ...types,
  { name: 'lint', command: [bin('biome'), 'check', '--colors=off', '--max-diagnostics=60', '.'] },
  { name: 'documents', command: script('documents') },
  { name: 'sql', command: script('sql') },
  { name: 'personal', command: script('personal') },
  { name: 'preload', command: script('preload') },
  { name: 'lockfile', command: script('lockfile') },
]

const names = process.argv.slice(2)
const chosen =
  names.length === 0 ? jobs : jobs.filter((job) => names.some((n) => job.name.startsWith(n)))
const results = await runAll(chosen)

for (const { name, output } of results.filter((one) => !one.passed)) {
  console.log(`\n── ${name} ${'─'.repeat(Math.max(3, 76 - name.length))}\n${output.trim()}`)
}
console.log()
for (const { name, passed, seconds, output } of results) {
  const last = passed ? (output.trim().split('\n').at(-1) ?? '') : ''
  console.log(
    `${passed ? '✔' : '✘'} ${name.padEnd(26)} ${seconds.toFixed(1).padStart(5)} s  ${last.slice(0, 80)}`,
  )
}

const passed = results.filter((one) => one.passed).length
mkdirSync(join(root, 'test-results'), { recursive: true })
writeFileSync(
  join(root, 'test-results/check.json'),
  JSON.stringify({ passed, failed: results.length - passed, skipped: 0 }),
)
console.log(`\ncheck: ${passed} passed, ${results.length - passed} failed`)
process.exitCode = passed === results.length ? 0 : 1
