import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContextOptions, Page } from '@playwright/test'
import { preview } from 'vite'
import { cameraFlags, startBrowser } from '../../support/chromium.ts'
import { buildStage, stageConfig } from './buildStage.ts'

export const DESKTOP = { width: 1280, height: 800 }
export const PHONE = { width: 390, height: 844 }

export interface StagePages {
  /** Opens the stage with the options of `stage.tsx` in the address; a page's errors fail the test. */
  open(query?: string, options?: BrowserContextOptions): Promise<Page>
  readonly errors: string[]
  /** What the camera sees: write it with `filmQr`. */
  readonly film: string
  /** Lets go of the pages opened so far. */
  clear(): Promise<void>
  close(): Promise<void>
}

/** Serves the stage to a browser of its own. */
export async function openStage(): Promise<StagePages> {
  const server = await preview({
    configFile: stageConfig,
    logLevel: 'silent',
    build: { outDir: await buildStage() },
    preview: { port: 0, host: '127.0.0.1' },
  })
  const address = server.resolvedUrls?.local[0]
  const folder = mkdtempSync(join(tmpdir(), 'foyer-stage-'))
  const film = join(folder, 'camera.y4m')
  const { browser, close } = await startBrowser(cameraFlags(film))
  const errors: string[] = []
  return {
    errors,
    film,
    async clear() {
      await Promise.all(browser.contexts().map((context) => context.close()))
    },
    async open(query = '', options = {}) {
      const context = await browser.newContext({
        viewport: DESKTOP,
        locale: 'en-GB',
        reducedMotion: 'reduce',
        ...options,
      })
      context.setDefaultTimeout(60_000)
      const page = await context.newPage()
      page.on('pageerror', (error) => errors.push(String(error)))
      await page.goto(`${address}stage.html?${query}`)
      await page
        .getByRole(/versions|devices|keys/.test(query) ? 'heading' : 'feed')
        .first()
        .waitFor()
      return page
    },
    async close() {
      await close()
      await server.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
