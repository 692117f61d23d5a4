import { type Browser, chromium, type Page } from '@playwright/test'
import { findChromium } from '../../run/chromium.ts'

/** The flags of the tests' browsers; fake devices, no background traffic. */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
]

export const viewport = { width: 1280, height: 800 }

export interface Visitor {
  readonly page: Page
  readonly browser: Browser
  close(): Promise<void>
}

/** A browser process of its own, at an address. `prepare` is called before anything is loaded. */
export async function openVisitor(
  url: string,
  prepare?: (page: Page) => unknown,
): Promise<Visitor> {
  const executablePath = findChromium()
  if (!executablePath) throw new Error('There is no Chromium; see CONTRIBUTING.md.')
  const browser = await chromium.launch({ executablePath, args: flags })
  const context = await browser.newContext({ viewport, locale: 'en-US' })
  const page = await context.newPage()
  await prepare?.(page)
  await page.goto(url)
  return { page, browser, close: () => browser.close() }
}
