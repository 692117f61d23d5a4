import { type Browser, chromium } from '@playwright/test'
import { findChromium } from '../../run/chromium.ts'
import { chromiumFlags, fakeDevices } from '../../support/chromiumFlags.ts'

/**
 * Browser processes, each lent to one person at a time. A context is what a person leaves nothing in, and
 * a browser that has started already is lent again: starting costs as much as a short test.
 */
export interface BrowserPool {
  take(): Promise<Browser>
  /** Its contexts are closed by then. */
  giveBack(browser: Browser): void
  close(): Promise<void>
}

export function createBrowserPool(): BrowserPool {
  const free: Browser[] = []
  return {
    async take() {
      const browser = free.pop()
      if (browser?.isConnected()) return browser
      const executablePath = findChromium()
      if (!executablePath) throw new Error('There is no Chromium; see CONTRIBUTING.md.')
      return chromium.launch({ executablePath, args: [...chromiumFlags, ...fakeDevices] })
    },
    giveBack: (browser) => void free.push(browser),
    async close() {
      await Promise.all(free.splice(0).map((browser) => browser.close()))
    },
  }
}
