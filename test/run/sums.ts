import { readFileSync } from 'node:fs'

export interface Sum {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

export const none: Sum = { passed: 0, failed: 0, skipped: 0 }

export const add = (one: Sum, two: Sum): Sum => ({
  passed: one.passed + two.passed,
  failed: one.failed + two.failed,
  skipped: one.skipped + two.skipped,
})

export const toText = ({ passed, failed, skipped }: Sum): string =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`

const read = (file: string) => JSON.parse(readFileSync(file, 'utf8'))

/** A run that ended badly although no test failed (a crash, an unhandled rejection) is a failure. */
const honest = (sum: Sum, passed: boolean): Sum =>
  passed || sum.failed > 0 ? sum : { ...sum, failed: 1 }

export const readCheck = (file: string): Sum => read(file)

interface VitestReport {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly numPendingTests: number
  readonly numTodoTests: number
  readonly testResults: readonly { status: string; assertionResults: readonly unknown[] }[]
}

/** A file that could not even be loaded has no assertions; it counts as one failure. */
export function readVitest(file: string, passed: boolean): Sum {
  const report: VitestReport = read(file)
  const broken = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  )
  return honest(
    {
      passed: report.numPassedTests,
      failed: report.numFailedTests + broken.length,
      skipped: report.numPendingTests + report.numTodoTests,
    },
    passed,
  )
}

interface PlaywrightReport {
  readonly stats: { expected: number; unexpected: number; flaky: number; skipped: number }
  readonly errors: readonly unknown[]
}

export function readPlaywright(file: string, passed: boolean): Sum {
  const { stats, errors }: PlaywrightReport = read(file)
  return honest(
    {
      // Passed at the second try, which only CI gives; the runner lists them as flaky.
      passed: stats.expected + stats.flaky,
      failed: stats.unexpected + errors.length,
      skipped: stats.skipped,
    },
    passed,
  )
}
