import { type RawData, WebSocket } from 'ws'
import type { OpenRelaySocket } from '../src-core/ports/index.ts'
import { MAX_MAILBOX_ANSWER_BYTES } from '../src-core/sync/mailboxFrames.ts'
import { MAX_RELAYED_BYTES } from '../src-core/sync/relayProtocol.ts'

/** Connects a host to a relay. What the relay may make this process hold is capped. */
export const openRelaySocket: OpenRelaySocket = (url, events) => {
  const socket = new WebSocket(url, {
    perMessageDeflate: false,
    maxPayload: Math.max(MAX_RELAYED_BYTES, MAX_MAILBOX_ANSWER_BYTES),
    handshakeTimeout: 10_000,
    followRedirects: false,
  })
  socket.on('open', () => events.onOpen())
  socket.on('message', (data: RawData, isBinary) => {
    if (isBinary) events.onBinary(data as Buffer)
    else events.onText((data as Buffer).toString('utf8'))
  })
  socket.on('close', () => events.onClose())
  // Always followed by `close`; unheard it would end the process.
  socket.on('error', () => {})
  return {
    send(message) {
      if (socket.readyState === WebSocket.OPEN) socket.send(message)
    },
    bufferedBytes: () => socket.bufferedAmount,
    close: () => socket.terminate(),
  }
}
