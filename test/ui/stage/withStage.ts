import { type Browser, type BrowserContextOptions, chromium, type Page } from '@playwright/test'
import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest'
import type { ServedStage } from './serveStage.ts'

export const DESKTOP = { width: 1280, height: 800 }
export const PHONE = { width: 390, height: 844 }

type Options = BrowserContextOptions & { viewport?: typeof DESKTOP }

export interface Stage {
  /** Opens the stage with the options of `stage.tsx` in the address; a page's errors fail the test. */
  open(query?: string, options?: Options): Promise<Page>
  /** What the camera sees: write it with `filmQr`. */
  readonly film: string
}

/**
 * The stage, for the file of tests that calls it. What a test has opened it leaves to the next one: a page
 * that goes on to another document costs half of what a new one does.
 */
export function withStage(): Stage {
  const { address, browser: endpoint, film }: ServedStage = inject('stage')
  let browser: Browser
  let opened = 0
  const free: Page[] = []
  const lent: Page[] = []
  const own: Page[] = []
  const errors: string[] = []
  beforeAll(async () => {
    browser = await chromium.connect(endpoint)
  })
  afterAll(() => browser?.close())
  afterEach(async () => {
    for (const page of lent.splice(0)) free.push(await cleared(page))
    for (const page of own.splice(0)) await page.context().close()
    expect(errors.splice(0)).toEqual([])
  })

  const newPage = async (options: Options): Promise<Page> => {
    const context = await browser.newContext({
      viewport: DESKTOP,
      locale: 'en-GB',
      reducedMotion: 'reduce',
      ...options,
    })
    context.setDefaultTimeout(60_000)
    return context.newPage()
  }
  /** A page as good as new; one with more options than a size is not kept. */
  const take = async ({ viewport = DESKTOP, ...more }: Options): Promise<Page> => {
    if (Object.keys(more).length > 0) {
      const page = await newPage({ viewport, ...more })
      own.push(page)
      return page
    }
    const page = free.pop() ?? (await newPage({}))
    lent.push(page)
    await page.setViewportSize(viewport)
    return page
  }
  return {
    film,
    async open(query = '', options = {}) {
      const page = await take(options)
      page.on('pageerror', (error) => errors.push(String(error)))
      opened += 1
      await page.goto(`${address}stage.html?${query}&opened=${opened}`)
      await page
        .getByRole(
          /versions|devices|keys|feedback|entrance|kit|takeBack|received/.test(query)
            ? 'heading'
            : 'feed',
        )
        .first()
        .waitFor()
      return page
    },
  }
}

/** So that nothing of what was in a page reaches the next test in it. */
async function cleared(page: Page): Promise<Page> {
  await page.mouse.move(0, 0)
  await page.evaluate(() => {
    localStorage.clear()
    sessionStorage.clear()
  })
  page.removeAllListeners()
  return page
}
