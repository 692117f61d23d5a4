import { defineConfig } from '@playwright/test'
import type { ShellOptions } from './test/e2e/fixtures.ts'
import { IN_ONE_SHELL } from './test/e2e/inOneShell.ts'

/**
 * The same specs run in every shell: the browser host with Chromium, and the desktop app (in real
 * Electron where its binary exists, otherwise in the stand-in of test/electron-stand-in).
 */
export default defineConfig<ShellOptions>({
  testDir: 'test/e2e',
  outputDir: 'test-results/e2e',
  // Half of a test is waiting. Nothing is shared: profiles are temporary, ports are the system's choice.
  workers: 2,
  fullyParallel: true,
  // Longer than anything takes where two tests share two slow cores with others (a passphrase alone took
  // 20 s of them): nobody waits for it but a failure.
  timeout: 300_000,
  expect: { timeout: 60_000 },
  forbidOnly: true,
  // Two hosts and two browsers share two cores with whatever else CI runs: what fails is tried once more
  // there, and listed as flaky. At a desk it fails.
  retries: process.env.CI ? 1 : 0,
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
  projects: [
    { name: 'browser-host', testIgnore: '**/desktop/**', use: { shell: 'browser-host' } },
    // What the shells have in common is looked at once; what people do together runs in both.
    {
      name: 'desktop',
      testMatch: ['**/desktop/**/*.spec.ts', '**/{together,guest,files}.spec.ts'],
      grepInvert: new RegExp(IN_ONE_SHELL),
      use: { shell: 'desktop' },
    },
  ],
})
