import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from '@playwright/test'
import { build, preview } from 'vite'
import type { TestProject } from 'vitest/node'
import { cameraFlags, executablePath } from '../../support/chromium.ts'
import { chromiumFlags } from '../../support/chromiumFlags.ts'

/** The stage of one run of Vitest: what all its files of tests look at, and with what. */
export interface ServedStage {
  /** Ends with a slash. */
  readonly address: string
  /** Where the browser is to be had, for `chromium.connect`. */
  readonly browser: string
  /** What the browser's camera sees: written with `filmQr`. */
  readonly film: string
}

declare module 'vitest' {
  interface ProvidedContext {
    stage: ServedStage
  }
}

/** Builds and serves the stage and starts a browser; Vitest calls it once, before the first file. */
export default async function serveStage(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'foyer-stage-'))
  const configFile = join(import.meta.dirname, 'vite.config.ts')
  const outDir = join(folder, 'built')
  await build({ configFile, logLevel: 'silent', build: { outDir, emptyOutDir: true } })
  const server = await preview({
    configFile,
    logLevel: 'silent',
    build: { outDir },
    preview: { port: 0, host: '127.0.0.1' },
  })
  const film = join(folder, 'camera.y4m')
  const args = [...chromiumFlags, ...cameraFlags(film)]
  const browser = await chromium.launchServer({ executablePath, args })
  const address = server.resolvedUrls?.local[0]
  if (!address) throw new Error('the stage is not served')
  project.provide('stage', { address, browser: browser.wsEndpoint(), film })
  return async () => {
    await browser.close()
    await server.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
