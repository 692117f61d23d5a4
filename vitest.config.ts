import { globSync, readFileSync } from 'node:fs'
import { matchesGlob } from 'node:path'
import { configDefaults, defineConfig, type TestProjectInlineConfiguration } from 'vitest/config'

/**
 * Tiers of Vitest: unit tests lie beside the source; in test/ are scenarios, which need this process only, and
 * behaviour, which needs others; what runs for minutes or hours is in test/long (`npm test -- long`).
 * End-to-end tests are Playwright's (playwright.config.ts).
 */
const exclude = [...configDefaults.exclude, 'out/**', 'test/e2e/**', 'test/long/**']

const stage = 'test/ui/stage/*.test.ts'
const scenarios = 'test/{scenarios,adversary,simulator,vectors}/**/*.test.ts'

/** On cores that may be slow and have others' work too; nobody waits for it but a failure. */
const patient = {
  testTimeout: 240_000,
  hookTimeout: 240_000,
  expect: { poll: { timeout: 60_000 } },
}

/** Files that put a module of their own in the place of one. */
const replacing = globSync('{src-*,signaling,test}/**/*.test.{ts,tsx}', {
  cwd: import.meta.dirname,
}).filter((file) => readFileSync(`${import.meta.dirname}/${file}`, 'utf8').includes('vi.mock('))

/**
 * Files that share one graph of modules: to evaluate it for each of them took a third of the processor time.
 * Those that replace modules have one each, in a project whose name ends with `-alone`.
 */
const sharing = (name: string, include: string): TestProjectInlineConfiguration[] => [
  {
    test: {
      name,
      include: [include],
      exclude: [...exclude, ...replacing],
      isolate: false,
      ...patient,
    },
  },
  {
    test: {
      name: `${name}-alone`,
      include: replacing.filter((file) => matchesGlob(file, include)),
      exclude,
      ...patient,
    },
  },
]

export default defineConfig({
  test: {
    // A shell that runs as root in a small container has two cores; more workers only swap places.
    maxWorkers: 2,
    // As in playwright.config.ts.
    retry: process.env.CI ? 1 : 0,
    projects: [
      ...sharing('unit', '{src-*,signaling}/**/*.test.{ts,tsx}'),
      ...sharing('scenarios', scenarios),
      {
        test: {
          name: 'behaviour',
          include: ['test/**/*.test.ts'],
          exclude: [...exclude, scenarios, stage],
          ...patient,
        },
      },
      {
        test: {
          name: 'behaviour-stage',
          include: [stage],
          exclude,
          globalSetup: 'test/ui/stage/serveStage.ts',
          isolate: false,
          ...patient,
        },
      },
      {
        test: {
          name: 'long',
          include: ['test/long/**/*.test.ts'],
          testTimeout: 4 * 60 * 60_000,
        },
      },
    ],
  },
})
