import { type Browser, type BrowserServer, chromium } from '@playwright/test'

/** Debian's Chromium, or the one of CHROMIUM_PATH. */
export const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'

export const chromiumFlags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export interface BrowserProcess {
  readonly browser: Browser
  /** Ends the process without any farewell. */
  kill(): Promise<void>
  close(): Promise<void>
}

/** A browser process of its own, with an empty profile. */
export async function startBrowser(): Promise<BrowserProcess> {
  const server: BrowserServer = await chromium.launchServer({ executablePath, args: chromiumFlags })
  const browser = await chromium.connect(server.wsEndpoint())
  return { browser, kill: () => server.kill(), close: () => server.close() }
}
