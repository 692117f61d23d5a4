import type { OpenRelaySocket } from '../../src-core/ports/index.ts'

/** Connects a guest's browser to a relay; in a page or in a worker. */
export const openRelaySocket: OpenRelaySocket = (url, events) => {
  const socket = new WebSocket(url)
  socket.onopen = () => events.onOpen()
  socket.onmessage = ({ data }) => {
    if (typeof data === 'string') events.onText(data)
  }
  // An error is always followed by a close, which says no more about why (and may not).
  socket.onclose = () => events.onClose()
  return {
    send(text) {
      if (socket.readyState === WebSocket.OPEN) socket.send(text)
    },
    bufferedBytes: () => socket.bufferedAmount,
    close: () => socket.close(),
  }
}
