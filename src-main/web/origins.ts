import type { IncomingMessage } from 'node:http'

/**
 * Only pages that this very server sent may speak to it. `Host` keeps out names that were made to point
 * at 127.0.0.1 (DNS rebinding), `Origin` and `Sec-Fetch-Site` other sites' pages. A request to change
 * something or to open a socket must name its origin; browsers always do then.
 */
export interface OriginRules {
  isForUs(request: IncomingMessage): boolean
  isOurs(request: IncomingMessage): boolean
  /** As `isOurs`, and the origin is named. */
  isSurelyOurs(request: IncomingMessage): boolean
}

export function createOriginRules(port: number): OriginRules {
  const host = `127.0.0.1:${port}`
  const origin = `http://${host}`
  const isOurs = ({ headers }: IncomingMessage) => {
    const site = headers['sec-fetch-site']
    const isAddressBar = site === 'none' || site === undefined || site === 'same-origin'
    // A link somebody follows to us is a navigation from another site; it shows the page, no more.
    const isNavigation = headers['sec-fetch-mode'] === 'navigate'
    return (isAddressBar || isNavigation) && (headers.origin ?? origin) === origin
  }
  return {
    isForUs: ({ headers }) => headers.host === host,
    isOurs,
    isSurelyOurs: (request) => request.headers.origin === origin && isOurs(request),
  }
}
