import { protocol } from 'electron'

const scheme = 'app'

/** Where every page of the desktop app comes from; it never loads anything else. */
export const appOrigin = `${scheme}://bundle`

/** Must run while the main script is first evaluated: later Electron ignores or refuses it. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
  ])
}

/** True for an address of the app itself. */
export function isAppUrl(url: string): boolean {
  return url.startsWith(`${appOrigin}/`)
}

/** Scheme name without colon, as `protocol.handle` wants it. */
export const appScheme = scheme
