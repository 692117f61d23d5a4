import { configDefaults, defineConfig } from 'vitest/config'

/**
 * Tiers of Vitest: unit tests lie beside the source; in test/ are scenarios, which need this process only, and
 * behaviour, which needs others; what runs for minutes or hours is in test/long (`npm test -- long`).
 * End-to-end tests are Playwright's (playwright.config.ts).
 */
const exclude = [...configDefaults.exclude, 'out/**', 'test/e2e/**', 'test/long/**']

const scenarios = 'test/{scenarios,adversary,simulator,vectors}/**/*.test.ts'

/** On cores that may be slow and have others' work too; nobody waits for it but a failure. */
const patient = {
  testTimeout: 240_000,
  hookTimeout: 240_000,
  expect: { poll: { timeout: 60_000 } },
}

export default defineConfig({
  test: {
    // A shell that runs as root in a small container has two cores; more workers only swap places.
    maxWorkers: 2,
    // As in playwright.config.ts.
    retry: process.env.CI ? 1 : 0,
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{src-core,src-main,src-renderer,src-preload,signaling}/**/*.test.{ts,tsx}'],
          exclude,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'scenarios',
          include: [scenarios],
          exclude,
          ...patient,
        },
      },
      {
        test: {
          name: 'behaviour',
          include: ['test/**/*.test.ts'],
          globalSetup: 'test/ui/stage/buildStage.ts',
          exclude: [...exclude, scenarios],
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
