import { type RawData, WebSocket } from 'ws'
import type { OpenRelaySocket } from '../src-core/ports/index.ts'
import { MAX_RELAYED_BYTES } from '../src-core/sync/relayProtocol.ts'

/** Connects a host to a relay. What the relay may make this process hold is capped. */
export const openRelaySocket: OpenRelaySocket = (url, events) => {
  const socket = new WebSocket(url, {
    perMessageDeflate: false,
    maxPayload: MAX_RELAYED_BYTES,
    handshakeTimeout: 10_000,
    followRedirects: false,
  })
  socket.on('open', () => events.onOpen())
  socket.on('message', (data: RawData, isBinary) => {
    if (!isBinary) events.onText((data as Buffer).toString('utf8'))
  })
  socket.on('close', () => events.onClose())
  // Always followed by `close`; unheard it would end the process.
  socket.on('error', () => {})
  return {
    send(text) {
      if (socket.readyState === WebSocket.OPEN) socket.send(text)
    },
    bufferedBytes: () => socket.bufferedAmount,
    close: () => socket.terminate(),
  }
}
