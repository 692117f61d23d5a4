import { createEmitter } from '../base/emitter.ts'
import { FoyerError } from '../base/errors.ts'
import { decodeMessage, encodeMessage } from './messageCodec.ts'
import type { Port } from './port.ts'
import { createPortState } from './portState.ts'

/** What the browser's WebSocket and the `ws` package's have in common; open already. */
export interface WebSocketLike {
  binaryType: string
  readonly bufferedAmount: number
  send(data: Uint8Array<ArrayBuffer>): void
  close(code?: number): void
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void
  addEventListener(type: 'close', listener: () => void): void
}

/** Where the browser host takes bridges, and what both sides speak there. */
export const BRIDGE_PATH = '/bridge'
/** The session's token travels as a second name beside this one: a page can set no other header. */
export const BRIDGE_SUBPROTOCOL = 'foyer.v1'

/** The largest message a host takes from a page, in bytes. */
export const MAX_PAGE_MESSAGE_BYTES = 8 * 1024 * 1024
/** The largest a page takes from its host: the state of an open note may be long. */
export const MAX_HOST_MESSAGE_BYTES = 72 * 1024 * 1024
/** A reader that leaves more than this lying in the socket is cut off. */
const MAX_BUFFERED_BYTES = 96 * 1024 * 1024
/** RFC 6455 section 7.4.1: unsupported data, policy violation. */
const CLOSE_MALFORMED = 1003
const CLOSE_POLICY = 1008

export interface WebSocketPortOptions {
  /** Larger messages are refused with TOO_LARGE by `send`. */
  readonly maxSendBytes: number
}

/** A `Port` over a WebSocket with binary messages. A message that cannot be read closes it. */
export function createWebSocketPort(
  socket: WebSocketLike,
  { maxSendBytes }: WebSocketPortOptions,
): Port {
  const state = createPortState()
  const messages = createEmitter<unknown>()
  const end = (code: number) => {
    if (state.closed) return
    socket.close(code)
    state.close()
  }
  socket.binaryType = 'arraybuffer'
  socket.addEventListener('message', ({ data }) => {
    if (state.closed) return
    let message: unknown
    try {
      if (!(data instanceof ArrayBuffer)) return end(CLOSE_MALFORMED)
      message = decodeMessage(new Uint8Array(data))
    } catch {
      return end(CLOSE_MALFORMED)
    }
    messages.emit(message)
  })
  socket.addEventListener('close', state.close)
  return {
    send(message) {
      if (state.closed) return
      const bytes = encodeMessage(message)
      if (bytes.length > maxSendBytes) throw new FoyerError('TOO_LARGE', { field: '' })
      if (socket.bufferedAmount > MAX_BUFFERED_BYTES) return end(CLOSE_POLICY)
      socket.send(bytes as Uint8Array<ArrayBuffer>)
    },
    onMessage: messages.on,
    onClose: state.onClose,
    close: () => end(1000),
  }
}
