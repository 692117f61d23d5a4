import type { IncomingMessage, ServerResponse } from 'node:http'
import type { GuestPage } from './guestPage.ts'
import type { Metrics } from './metrics/createMetrics.ts'
import { plainHeaders } from './securityHeaders.ts'
import type { StatusPage } from './status/createStatus.ts'

export interface RouteOptions {
  readonly guestPage: GuestPage
  /** Why this relay should get no new clients now; nothing when it should. */
  readonly unreadiness: () => string | undefined
  readonly metrics: Metrics
  readonly mayReadMetrics: (request: IncomingMessage) => boolean
  /** Nothing where `/` is one sentence. */
  readonly status: StatusPage | undefined
}

type Handler = (request: IncomingMessage, response: ServerResponse) => void

/** Answers plain HTTP: the state of the relay and the guest page. Everything else is 404. */
export function createRoutes(options: RouteOptions): Handler {
  const { guestPage, unreadiness, metrics, mayReadMetrics, status } = options
  const routes: ReadonlyMap<string, Handler> = new Map<string, Handler>([
    [
      '/',
      (request, response) => {
        if (status?.servePage(request, response)) return
        answer(response, 200, 'This is a Foyer relay. It forwards ciphertext.')
      },
    ],
    ['/healthz', (_, response) => answer(response, 200, 'ok')],
    [
      '/readyz',
      (_, response) => {
        const reason = unreadiness()
        answer(response, reason === undefined ? 200 : 503, reason ?? 'ready')
      },
    ],
    [
      '/metrics',
      (request, response) => {
        if (mayReadMetrics(request)) sendMetrics(metrics, response)
        else answer(response, 404, 'Nothing is here.')
      },
    ],
  ])

  return (request, response) => {
    request.resume() // a body is never wanted; unread it would hold the socket
    const path = pathOf(request.url)
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      answer(response, 405, 'Only GET and HEAD.', { Allow: 'GET, HEAD', Connection: 'close' })
    } else if (path === undefined) answer(response, 400, 'This is not a path.')
    else {
      const route = routes.get(path)
      if (route) route(request, response)
      else if (status?.serveFile(path, response)) return
      else if (!guestPage.serve(path, request, response)) answer(response, 404, 'Nothing is here.')
    }
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

function sendMetrics(metrics: Metrics, response: ServerResponse): void {
  metrics
    .text()
    .then(({ type, body }) => {
      response.writeHead(200, { ...plainHeaders, 'Content-Type': type })
      response.end(body)
    })
    .catch(() => response.destroy())
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
