import { existsSync } from 'node:fs'
import { installDebianPackages, whyNoPackages } from './debianPackage.ts'

const places = [
  process.env.FOYER_CHROMIUM ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** Where Chromium is, or undefined. `FOYER_CHROMIUM` names another one. */
export const findChromium = (): string | undefined =>
  places.find((place) => place !== '' && existsSync(place))

/** Installs Chromium where that is possible; otherwise the reason why there is none. */
export function ensureChromium(): string | undefined {
  if (findChromium()) return undefined
  if (whyNoPackages()) return 'there is no Chromium (install it, or name one in FOYER_CHROMIUM)'
  installDebianPackages(['chromium'])
  return findChromium() ? undefined : 'apt-get could not install Chromium'
}
