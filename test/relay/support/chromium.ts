import { type Browser, chromium } from '@playwright/test'
import { chromiumFlags } from '../../support/chromiumFlags.ts'

/** A browser process of its own: two tabs of one browser would talk over BroadcastChannel. */
export const launchChromium = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: [...chromiumFlags],
  })
