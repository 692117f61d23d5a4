import type { Browser, Page } from '@playwright/test'
import { type BrowserPool, createBrowserPool } from './browserPool.ts'

export const viewport = { width: 1280, height: 800 }

export interface Visitor {
  readonly page: Page
  readonly browser: Browser
  close(): Promise<void>
}

export interface VisitorOptions {
  /** Where the browser comes from and goes back to; without it, one is started and ended. */
  readonly browsers?: BrowserPool | undefined
  /** Called before anything is loaded. */
  readonly prepare?: (page: Page) => unknown
}

/** A browser process of one's own, at an address. */
export async function openVisitor(
  url: string,
  { browsers, prepare }: VisitorOptions = {},
): Promise<Visitor> {
  const pool = browsers ?? createBrowserPool()
  const browser = await pool.take()
  const context = await browser.newContext({ viewport, locale: 'en-US' })
  const page = await context.newPage()
  await prepare?.(page)
  await page.goto(url)
  let closing: Promise<void> | undefined
  const close = async () => {
    await context.close()
    pool.giveBack(browser)
    if (!browsers) await pool.close()
  }
  return {
    page,
    browser,
    close: () => {
      closing ??= close()
      return closing
    },
  }
}
