import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { FoyerError } from '../../src-core/base/errors.ts'
import type { Port } from '../../src-core/bridge/port.ts'
import { type BulkAnswer, type BulkRoutes, MAX_BULK_BODY_BYTES } from '../bulk/createBulkRoutes.ts'
import { createSessions } from './createSessions.ts'
import { createSocketDoor } from './createSocketDoor.ts'
import { createOriginRules } from './origins.ts'
import { readBody, sendWebResponse, toBulkQuestion } from './requestAdapter.ts'
import { serveStatic, strictHeaders } from './staticFiles.ts'

export interface WebHostOptions {
  /** 0: any free one. */
  readonly port: number
  /** Folder of the built pages. */
  readonly pages: string
  /** A page has connected; called with a port of its own. */
  readonly onPage: (port: Port) => void
  /** The last page has gone. */
  readonly onDeserted: () => void
  readonly bulk: BulkRoutes
  readonly now: () => number
}

export interface WebHost {
  readonly origin: string
  readonly port: number
  /** An address that opens Foyer once. */
  createLink(): string
  /** How many pages are connected. */
  pageCount(): number
  close(): Promise<void>
}

const MAX_TOKEN_BYTES = 256

/**
 * Serves the pages, the bridge and the bulk routes on 127.0.0.1, and to nobody but pages it sent and
 * that know the session. Rejects with the error of `listen`, such as EADDRINUSE.
 */
export async function createWebHost(options: WebHostOptions): Promise<WebHost> {
  const sessions = createSessions(options.now)
  const server = createServer({ requestTimeout: 60_000 })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, '127.0.0.1', () => resolve())
  })
  const { port } = server.address() as AddressInfo
  const origin = `http://127.0.0.1:${port}`
  const rules = createOriginRules(port)
  const isAuthorized = ({ headers }: IncomingMessage) =>
    sessions.isSession((headers.authorization ?? '').replace(/^Bearer /, ''))

  async function answer(request: IncomingMessage): Promise<BulkAnswer> {
    const url = new URL(request.url ?? '/', origin)
    if (!rules.isForUs(request)) return refuse(421)
    if (!rules.isOurs(request)) return refuse(403)
    if (url.pathname === '/session' && request.method === 'POST') return openSession(request)
    if (url.pathname === '/session/ticket' && request.method === 'POST') return giveTicket(request)
    if (url.pathname.startsWith('/bulk/')) return serveBulk(request, url)
    return request.method === 'GET' || request.method === 'HEAD'
      ? serveStatic(options.pages, url)
      : refuse(405)
  }

  async function openSession(request: IncomingMessage): Promise<Response> {
    if (!rules.isSurelyOurs(request)) return refuse(403)
    const token = (await readBody(request, MAX_TOKEN_BYTES)).toString('latin1')
    const session = sessions.redeem(token)
    return session ? Response.json({ session }, { headers: strictHeaders }) : refuse(401)
  }

  function giveTicket(request: IncomingMessage): Response {
    if (!rules.isSurelyOurs(request)) return refuse(403)
    if (!isAuthorized(request)) return refuse(401)
    return Response.json({ ticket: sessions.createTicket() }, { headers: strictHeaders })
  }

  async function serveBulk(request: IncomingMessage, url: URL): Promise<BulkAnswer> {
    const isDownload = request.method === 'GET' && url.pathname.startsWith('/bulk/download/')
    const isAllowed =
      isAuthorized(request) ||
      (isDownload && sessions.isTicket(url.searchParams.get('ticket') ?? ''))
    if (!isAllowed) return refuse(401)
    if (request.method !== 'GET' && !rules.isSurelyOurs(request)) return refuse(403)
    const body = await readBody(request, MAX_BULK_BODY_BYTES)
    return options.bulk(toBulkQuestion(request, origin, body))
  }

  const respond = async (request: IncomingMessage, out: ServerResponse) => {
    const response = await answer(request).catch((error: unknown) =>
      refuse(error instanceof FoyerError && error.code === 'TOO_LARGE' ? 413 : 400),
    )
    // What was refused half read would be taken for the next request.
    if (response.status >= 400) out.setHeader('Connection', 'close')
    await sendWebResponse(request.method === 'HEAD' ? withoutBody(response) : response, out)
  }
  server.on('request', (request, out) => void respond(request, out))

  const sockets = createSocketDoor({
    rules,
    isSession: sessions.isSession,
    onPage: options.onPage,
    onDeserted: options.onDeserted,
  })
  server.on('upgrade', sockets.handleUpgrade)

  return {
    origin,
    port,
    createLink: () => `${origin}/#${sessions.createToken()}`,
    pageCount: sockets.count,
    close: () =>
      new Promise((resolve) => {
        sockets.closeAll()
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const refuse = (status: number) => new Response(null, { status, headers: strictHeaders })

function withoutBody({ status, headers, body }: BulkAnswer): BulkAnswer {
  if (body && !(body instanceof Uint8Array)) void body.cancel()
  return { status, headers, body: null }
}
