import type { Port } from '../../src-core/bridge/port.ts'
import {
  BRIDGE_PATH,
  BRIDGE_SUBPROTOCOL,
  createWebSocketPort,
  MAX_PAGE_MESSAGE_BYTES,
  type WebSocketLike,
} from '../../src-core/bridge/webSocketPort.ts'

/** Opens a bridge to the browser host at `origin`; undefined when it cannot be opened. */
export function openWebSocketPort(
  origin: string,
  token: string,
  createSocket = (url: string, protocols: string[]) => new WebSocket(url, protocols),
): Promise<Port | undefined> {
  const url = `${origin.replace(/^http/, 'ws')}${BRIDGE_PATH}`
  const socket = createSocket(url, [BRIDGE_SUBPROTOCOL, token])
  return new Promise((resolve) => {
    // The host may speak first, so the port listens before anyone else can.
    socket.addEventListener('open', () =>
      resolve(
        createWebSocketPort(socket as WebSocketLike, { maxSendBytes: MAX_PAGE_MESSAGE_BYTES }),
      ),
    )
    socket.addEventListener('close', () => resolve(undefined))
  })
}
