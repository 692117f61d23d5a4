import type { OpenRelaySocket } from '../../src-core/ports/index.ts'

/** Connects a guest's browser to a relay; in a page or in a worker. */
export const openRelaySocket: OpenRelaySocket = (url, events) => {
  const socket = new WebSocket(url)
  socket.binaryType = 'arraybuffer'
  socket.onopen = () => events.onOpen()
  socket.onmessage = ({ data }) => {
    if (typeof data === 'string') events.onText(data)
    else events.onBinary(new Uint8Array(data as ArrayBuffer))
  }
  // An error is always followed by a close, which says no more about why (and may not).
  socket.onclose = () => events.onClose()
  return {
    send(message) {
      if (socket.readyState === WebSocket.OPEN) socket.send(message)
    },
    bufferedBytes: () => socket.bufferedAmount,
    close: () => socket.close(),
  }
}
