import { type ServerOptions, WebSocketServer } from 'ws'
import { MAX_MAILBOX_REQUEST_BYTES } from '../src-core/sync/mailboxFrames.ts'
import { MAX_FRAME_BYTES } from '../src-core/sync/relayProtocol.ts'

/** Options of ws 8.23 that its published types do not have yet. */
interface NewerServerOptions extends ServerOptions {
  /** ms to wait for the other side's close frame. */
  readonly closeTimeout: number
  readonly maxFragments: number
  readonly maxBufferedChunks: number
}

const options: NewerServerOptions = {
  noServer: true,
  clientTracking: false,
  // Compressed frames could not be shared between sockets, and ciphertext does not compress.
  perMessageDeflate: false,
  maxFragments: 64,
  maxBufferedChunks: 1_024,
  closeTimeout: 2_000,
}

/**
 * The WebSocket side of the relay: handshake, frame parsing, the 64 KiB cap. With a mailbox binary
 * frames may be larger; connection.ts keeps text to the cap.
 */
export const createWebSocketServer = (hasMailbox: boolean): WebSocketServer =>
  new WebSocketServer({
    ...options,
    maxPayload: hasMailbox ? MAX_MAILBOX_REQUEST_BYTES : MAX_FRAME_BYTES,
  })
