import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

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
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    return 'there is no Chromium (install it, or name one in FOYER_CHROMIUM)'
  }
  console.log('Installing Chromium with apt-get…')
  const options = {
    stdio: 'inherit' as const,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  }
  spawnSync('apt-get', ['-qq', 'update'], options)
  spawnSync('apt-get', ['-qq', 'install', '-y', '--no-install-recommends', 'chromium'], options)
  return findChromium() ? undefined : 'apt-get could not install Chromium'
}
