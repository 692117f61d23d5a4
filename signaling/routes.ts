import type { IncomingMessage, ServerResponse } from 'node:http'
import type { GuestPage } from './guestPage.ts'
import { plainHeaders } from './securityHeaders.ts'

/** Answers plain HTTP: `/`, `/healthz` and the guest page. Everything else is 404. */
export function createRoutes(guestPage: GuestPage, isDraining: () => boolean) {
  return (request: IncomingMessage, response: ServerResponse): void => {
    request.resume() // a body is never wanted; unread it would hold the socket
    const path = pathOf(request.url)
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      answer(response, 405, 'Only GET and HEAD.', { Allow: 'GET, HEAD', Connection: 'close' })
    } else if (path === undefined) answer(response, 400, 'This is not a path.')
    else if (path === '/healthz') {
      if (isDraining()) answer(response, 503, 'draining')
      else answer(response, 200, 'ok')
    } else if (path === '/') answer(response, 200, 'This is a Foyer relay. It forwards ciphertext.')
    else if (!guestPage.serve(path, request, response)) answer(response, 404, 'Nothing is here.')
  }
}

/** The decoded path, or nothing when it cannot be decoded or could mean two things. */
export function pathOf(url: string | undefined): string | undefined {
  const raw = (url ?? '').split('?', 1)[0] ?? ''
  if (!raw.startsWith('/')) return undefined
  try {
    const path = decodeURIComponent(raw)
    return /[\0\\]/.test(path) ? undefined : path
  } catch {
    return undefined
  }
}

function answer(
  response: ServerResponse,
  status: number,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(status, { ...plainHeaders, ...headers })
  response.end(`${text}\n`)
}
