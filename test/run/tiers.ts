import { join } from 'node:path'
import { root } from '../check/files.ts'
import { ensureChromium } from './chromium.ts'
import { ensurePythonNacl, ensureTestServers } from './debianPackage.ts'
import { readCheck, readPlaywright, readVitest, type Sum } from './sums.ts'

/** Where each tier leaves its results. */
export const results = join(root, 'test-results')
export const resultFile = (name: string) => join(results, `${name}.json`)

export interface Tier {
  readonly name: string
  readonly command: readonly string[]
  /** Gets what has to be installed; the reason when it cannot be had. */
  readonly prepare?: () => string | undefined
  /** Reads what the tier wrote; throws when it wrote nothing. */
  readonly read: (passed: boolean) => Sum
}

const bin = (name: string) => join(root, 'node_modules/.bin', name)

/** A tier's projects are named after it: `behaviour-stage` is of `behaviour`. */
const vitest = (project: string): Tier => ({
  name: project,
  command: [
    bin('vitest'),
    'run',
    `--project=${project}*`,
    `--reporter=${project === 'long' ? 'verbose' : 'dot'}`,
    '--reporter=json',
    `--outputFile.json=${resultFile(project)}`,
    '--passWithNoTests',
  ],
  read: (passed) => readVitest(resultFile(project), passed),
})

const build: Tier = {
  name: 'build',
  command: [process.execPath, join(root, 'resources/build.ts'), '--quiet'],
  read: (passed) => ({ passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0 }),
}
const check: Tier = {
  name: 'check',
  command: [process.execPath, join(root, 'test/check/run.ts')],
  read: () => readCheck(resultFile('check')),
}
/** Says what cannot be had; tests that need it are skipped. */
const tell = (missing: readonly (string | undefined)[]): undefined => {
  for (const sentence of missing) if (sentence) console.log(sentence)
}
const scenarios: Tier = {
  ...vitest('scenarios'),
  prepare: () => tell([ensurePythonNacl()]),
}
const behaviour: Tier = {
  ...vitest('behaviour'),
  prepare() {
    tell(ensureTestServers())
    return ensureChromium()
  },
}
const e2e: Tier = {
  name: 'e2e',
  command: [bin('playwright'), 'test', '--pass-with-no-tests'],
  prepare: ensureChromium,
  read: (passed) => readPlaywright(resultFile('e2e'), passed),
}

/**
 * In the order of their output; tiers of one list run side by side: both of the last spend half their
 * time waiting for processes and browsers.
 */
export const everyDay: readonly (readonly Tier[])[] = [
  [build],
  [check],
  [vitest('unit')],
  [scenarios],
  [e2e, { ...behaviour, command: [...behaviour.command, '--maxWorkers=1'] }],
]

/** Those that can be asked for by name, one after another. */
export const byName: readonly Tier[] = [
  build,
  check,
  vitest('unit'),
  scenarios,
  behaviour,
  e2e,
  // Minutes to hours: fuzzing, soaking, thousands of seeds. Only when it is asked for.
  vitest('long'),
]
