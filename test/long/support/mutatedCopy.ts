import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../../check/files.ts'
import type { Change } from '../mutations/index.ts'

/** The code as it lies here, to be altered. */
export interface MutatedCopy {
  readonly folder: string
  /** Alters the copy while `run` runs. Throws where something does not stand in its file exactly once. */
  with<T>(changes: readonly Change[], run: () => T): T
  remove(): void
}

const CONFIG = 'mutated.config.ts'
const SOURCES = /\.(?:tsx?|mjs|json|py|html|css)$/

/** As in vitest.config.ts, without what is built for tests of pages. */
const config = `import { defineConfig } from 'vitest/config'
export default defineConfig({
  test: {
    include: ['**/*.test.{ts,tsx}'],
    exclude: ['node_modules/**', 'test/long/**', 'test/e2e/**'],
    maxWorkers: 1,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
})
`

/** What is wrong with a change to this text; undefined where it can be made. */
/** Why a text cannot be taken out of another: it has to stand there exactly once. */
export function problemWith(text: string, replace: string): string | undefined {
  const places = text.split(replace).length - 1
  if (places === 1) return undefined
  return places === 0 ? 'is not there any more' : `stands there ${places} times`
}

export function createMutatedCopy(): MutatedCopy {
  const folder = mkdtempSync(join(tmpdir(), 'foyer-mutated-'))
  const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: root })
  for (const file of String(listed).split('\n'))
    if (SOURCES.test(file)) cpSync(join(root, file), join(folder, file))
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  writeFileSync(join(folder, CONFIG), config)

  function put({ file, replace, by }: Change) {
    const path = join(folder, file)
    const text = readFileSync(path, 'utf8')
    const problem = problemWith(text, replace)
    if (problem) throw new Error(`${file}: what a mutation takes out ${problem}: ${replace}`)
    writeFileSync(
      path,
      text.replace(replace, () => by),
    )
  }
  return {
    folder,
    with(changes, run) {
      try {
        for (const change of changes) put(change)
        return run()
      } finally {
        for (const { file } of changes) cpSync(join(root, file), join(folder, file))
      }
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

export interface TestRun {
  readonly passed: number
  /** Titles, whole. */
  readonly failed: readonly string[]
  /** What was printed, where no test ran at all. */
  readonly output: string
}

/** Runs the tests of one file of the copy whose titles have `title` in them. */
export function runTests({ folder }: MutatedCopy, test: string, title: string): TestRun {
  const report = join(folder, 'report.json')
  rmSync(report, { force: true })
  const {
    VITEST: _,
    VITEST_MODE: __,
    VITEST_POOL_ID: ___,
    VITEST_WORKER_ID: ____,
    ...env
  } = process.env
  const output = runIgnoringStatus(
    process.execPath,
    [
      ...[join(root, 'node_modules/vitest/vitest.mjs'), 'run', test, `--config=${CONFIG}`],
      ...['--bail=1', '--reporter=json', `--outputFile.json=${report}`],
      ...(title ? ['-t', title] : []),
    ],
    { cwd: folder, env },
  )
  const results = readReport(report)
  return {
    passed: results.filter(({ status }) => status === 'passed').length,
    failed: results.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName),
    output,
  }
}

interface Result {
  readonly status: string
  readonly fullName: string
}

function readReport(path: string): readonly Result[] {
  try {
    const { testResults } = JSON.parse(readFileSync(path, 'utf8')) as {
      testResults: readonly { readonly assertionResults: readonly Result[] }[]
    }
    return testResults.flatMap(({ assertionResults }) => assertionResults)
  } catch {
    return []
  }
}

function runIgnoringStatus(
  command: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
): string {
  try {
    return String(execFileSync(command, args, { ...options, stdio: 'pipe', timeout: 10 * 60_000 }))
  } catch (error) {
    const { stdout, stderr } = error as { stdout?: Buffer; stderr?: Buffer }
    return `${stdout ?? ''}${stderr ?? ''}`
  }
}
