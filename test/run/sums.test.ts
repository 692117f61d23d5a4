import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { add, none, readPlaywright, readVitest, toText } from './sums.ts'

const folder = mkdtempSync(join(tmpdir(), 'foyer-sums-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function report(content: unknown): string {
  const file = join(folder, 'report.json')
  writeFileSync(file, JSON.stringify(content))
  return file
}

const vitest = { numPassedTests: 3, numFailedTests: 0, numPendingTests: 1, numTodoTests: 0 }

test('skipped tests are named only when there are some', () => {
  expect(toText(add(none, { passed: 2, failed: 0, skipped: 0 }))).toBe('2 passed, 0 failed')
  expect(toText({ passed: 2, failed: 1, skipped: 3 })).toBe('2 passed, 1 failed, 3 skipped')
})

test('a test file that cannot be loaded counts as a failure', () => {
  const file = report({ ...vitest, testResults: [{ status: 'failed', assertionResults: [] }] })
  expect(readVitest(file, false)).toEqual({ passed: 3, failed: 1, skipped: 1 })
})

test('a run that crashes after its last test counts as a failure', () => {
  expect(readVitest(report({ ...vitest, testResults: [] }), false).failed).toBe(1)
  const stats = { expected: 4, unexpected: 0, flaky: 0, skipped: 0 }
  expect(readPlaywright(report({ stats, errors: [] }), false).failed).toBe(1)
  expect(readPlaywright(report({ stats, errors: [] }), true).failed).toBe(0)
})

test('an end-to-end test that passed at its second try counts as passed, an error outside of tests as a failure', () => {
  const stats = { expected: 4, unexpected: 1, flaky: 2, skipped: 0 }
  expect(readPlaywright(report({ stats, errors: [{}] }), false)).toMatchObject({
    passed: 6,
    failed: 2,
  })
})
