import { type Browser, type BrowserServer, chromium } from '@playwright/test'
import { chromiumFlags } from './chromiumFlags.ts'

/** Debian's Chromium, or the one of CHROMIUM_PATH. */
export const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'

export interface BrowserProcess {
  readonly browser: Browser
  /** Ends the process without any farewell. */
  kill(): Promise<void>
  close(): Promise<void>
}

/** What lets a page see a film (`filmQr`) where it asks for a camera; the permission is the context's. */
export const cameraFlags = (film: string) => [
  '--use-fake-device-for-media-stream',
  `--use-file-for-fake-video-capture=${film}`,
]

/** A browser process of its own, with an empty profile. */
export async function startBrowser(flags: readonly string[] = []): Promise<BrowserProcess> {
  const args = [...chromiumFlags, ...flags]
  const server: BrowserServer = await chromium.launchServer({ executablePath, args })
  const browser = await chromium.connect(server.wsEndpoint())
  return { browser, kill: () => server.kill(), close: () => server.close() }
}
