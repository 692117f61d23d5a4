import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import type { Port } from '../../src-core/bridge/port.ts'
import {
  BRIDGE_PATH,
  BRIDGE_SUBPROTOCOL,
  createWebSocketPort,
  MAX_HOST_MESSAGE_BYTES,
  MAX_PAGE_MESSAGE_BYTES,
  type WebSocketLike,
} from '../../src-core/bridge/webSocketPort.ts'
import type { OriginRules } from './origins.ts'

export interface SocketDoorOptions {
  readonly rules: OriginRules
  readonly isSession: (token: string) => boolean
  readonly onPage: (port: Port) => void
  /** The last page has gone. */
  readonly onDeserted: () => void
}

const MAX_PAGES = 32

/** Lets pages open their bridge: from our origin, with the session as the second subprotocol. */
export function createSocketDoor({ rules, isSession, onPage, onDeserted }: SocketDoorOptions) {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_PAGE_MESSAGE_BYTES,
    perMessageDeflate: false,
    handleProtocols: () => BRIDGE_SUBPROTOCOL,
  })

  function judge(request: IncomingMessage): number {
    const [name, session] = (request.headers['sec-websocket-protocol'] ?? '').split(/\s*,\s*/)
    if (!rules.isForUs(request)) return 421
    if (!rules.isSurelyOurs(request) || request.url !== BRIDGE_PATH) return 403
    if (name !== BRIDGE_SUBPROTOCOL || !isSession(session ?? '')) return 401
    return server.clients.size < MAX_PAGES ? 101 : 503
  }

  return {
    handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
      socket.on('error', () => socket.destroy())
      const status = judge(request)
      if (status !== 101) {
        socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
        return
      }
      server.handleUpgrade(request, socket, head, (webSocket) => {
        // Always followed by `close`; unheard it would end the process.
        webSocket.on('error', () => undefined)
        webSocket.on('close', () => {
          if (server.clients.size === 0) onDeserted()
        })
        const like = webSocket as unknown as WebSocketLike
        onPage(createWebSocketPort(like, { maxSendBytes: MAX_HOST_MESSAGE_BYTES }))
      })
    },
    count: () => server.clients.size,
    closeAll(): void {
      for (const client of server.clients) client.terminate()
    },
  }
}
