/**
 * `npm test [-- TIER…]`: build, check, unit, behaviour, e2e, and one honest sum at the end. A tier
 * that dies without a result counts as a failure; so does a browser that cannot be had.
 */
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './check/files.ts'
import { ensureChromium } from './run/chromium.ts'
import { ensureTestServers } from './run/debianPackage.ts'
import { runStep, seconds } from './run/step.ts'
import { add, none, readCheck, readPlaywright, readVitest, type Sum, toText } from './run/sums.ts'

const results = join(root, 'test-results')
const bin = (name: string) => join(root, 'node_modules/.bin', name)
const json = (name: string) => join(results, `${name}.json`)
const vitest = (project: string) => [
  bin('vitest'),
  'run',
  `--project=${project}`,
  '--reporter=dot',
  '--reporter=json',
  `--outputFile.json=${json(project)}`,
  '--passWithNoTests',
]

interface Tier {
  readonly name: string
  readonly command: readonly string[]
  /** Reads what the tier wrote; throws when it wrote nothing. */
  readonly read: (passed: boolean) => Sum
}

const tiers: readonly Tier[] = [
  {
    name: 'build',
    command: [process.execPath, join(root, 'resources/build.ts'), '--quiet'],
    read: (passed) => ({ passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0 }),
  },
  {
    name: 'check',
    command: [process.execPath, join(root, 'test/check/run.ts')],
    read: () => readCheck(json('check')),
  },
  { name: 'unit', command: vitest('unit'), read: (passed) => readVitest(json('unit'), passed) },
  {
    name: 'behaviour',
    command: vitest('behaviour'),
    read: (passed) => readVitest(json('behaviour'), passed),
  },
  {
    name: 'e2e',
    command: [bin('playwright'), 'test', '--pass-with-no-tests'],
    read: (passed) => readPlaywright(json('e2e'), passed),
  },
]

async function runTier({ name, command, read }: Tier): Promise<Sum> {
  if (name === 'e2e') {
    const problem = ensureChromium()
    if (problem) {
      console.log(`end-to-end tests did not run: ${problem}`)
      return { ...none, failed: 1 }
    }
  }
  if (name === 'behaviour') for (const sentence of ensureTestServers()) console.log(sentence)
  const passed = await runStep(name, command)
  try {
    return read(passed)
  } catch (error) {
    console.log(`${name} left no result: ${String(error)}`)
    return { ...none, failed: 1 }
  }
}

mkdirSync(results, { recursive: true })
for (const { name } of tiers) rmSync(json(name), { force: true })

const names = process.argv.slice(2)
const rows: string[] = []
let total = none
for (const tier of tiers.filter((one) => names.length === 0 || names.includes(one.name))) {
  const startedAt = performance.now()
  const sum = await runTier(tier)
  total = add(total, sum)
  rows.push(`${tier.name.padEnd(10)} ${seconds(startedAt).padStart(7)}  ${toText(sum)}`)
}

console.log(`\n${rows.join('\n')}\n`)
console.log(toText(total))
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0
