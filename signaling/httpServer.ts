import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { Socket } from 'node:net'
import type { AddressBook, AddressUse } from './addressBook.ts'
import type { CertificateWithSecrets } from './certificate.ts'
import type { ProxyTrust } from './clientAddress.ts'
import type { RelayLimits } from './limits.ts'
import { refuseUpgrade } from './refuseUpgrade.ts'
import { plainHeaders } from './securityHeaders.ts'

const MAX_HEADER_BYTES = 8 * 1024
/** Plain HTTP sockets that an address may hold besides its WebSockets. */
const SPARE_SOCKETS = 64
/** And all addresses together. */
const SPARE_SOCKETS_IN_ALL = 4_096
/** So many times longer than for its request a socket may neither send nor take anything. */
const SILENCES = 6

export interface HttpServerOptions {
  readonly limits: RelayLimits
  readonly headersTimeoutMs: number
  /** With one it is HTTPS. */
  readonly certificate: CertificateWithSecrets | undefined
  readonly proxies: ProxyTrust
  readonly addresses: AddressBook
  readonly handleRequest: RequestHandler
  /** ms, monotonic. */
  readonly now: () => number
}

type RequestHandler = (request: IncomingMessage, response: ServerResponse) => void

/** The HTTP side: short time-outs, small heads, few sockets an address, no request bodies. */
export function createHttpServer(options: HttpServerOptions): Server {
  const { headersTimeoutMs, certificate, limits } = options
  const handleRequest = withinQuota(options)
  const httpOptions = {
    maxHeaderSize: MAX_HEADER_BYTES,
    headersTimeout: headersTimeoutMs,
    requestTimeout: headersTimeoutMs * 2,
    keepAliveTimeout: 5_000,
    connectionsCheckingInterval: Math.min(1_000, headersTimeoutMs),
    noDelay: true,
  }
  const tlsOptions = { ...certificate, handshakeTimeout: headersTimeoutMs }
  const server = certificate
    ? createSecureServer({ ...httpOptions, ...tlsOptions }, handleRequest)
    : createServer(httpOptions, handleRequest)
  server.maxRequestsPerSocket = 100
  server.timeout = headersTimeoutMs * SILENCES
  if (Number.isFinite(limits.connections)) {
    server.maxConnections = limits.connections + SPARE_SOCKETS_IN_ALL
  }
  server.on('connection', (socket) => capSockets(socket, options))
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    // What goes wrong below HTTP, such as a TLS handshake that never ends, cannot be answered.
    if (!socket.writable || !isHttpFault(error.code)) socket.destroy()
    else refuseUpgrade(socket, statusOf(error.code))
  })
  return server
}

/** Beyond its quota an address gets 429 and is hung up on. */
function withinQuota({ proxies, addresses, now, handleRequest }: HttpServerOptions) {
  const handle: RequestHandler = (request, response) => {
    if (addresses.of(proxies.senderOf(request)).requests.tryTake(1, now())) {
      handleRequest(request, response)
      return
    }
    request.resume()
    response.writeHead(429, { ...plainHeaders, Connection: 'close' })
    response.end('Too many requests.\n')
  }
  return handle
}

/** Slowloris: sockets that never finish a request are counted too, from their first byte on. */
function capSockets(socket: Socket, { limits, proxies, addresses }: HttpServerOptions): void {
  const peer = socket.remoteAddress
  if (peer === undefined) {
    socket.destroy()
    return
  }
  if (proxies.isTrusted(peer)) return
  const use = addresses.of(peer)
  if (use.sockets >= limits.connectionsPerAddress + SPARE_SOCKETS) {
    socket.destroy()
    return
  }
  use.sockets++
  useOf.set(socket, use)
  socket.on('close', releaseSocket)
}

/** Shared by all sockets, like the listeners of a connection. */
const useOf = new WeakMap<Socket, AddressUse>()

function releaseSocket(this: Socket): void {
  const use = useOf.get(this)
  if (use) use.sockets--
}

const isHttpFault = (code = ''): boolean =>
  code.startsWith('HPE_') || code === 'ERR_HTTP_REQUEST_TIMEOUT'

function statusOf(code: string | undefined): number {
  if (code === 'HPE_HEADER_OVERFLOW') return 431
  return code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400
}
