import type { Duplex } from 'node:stream'

/** The sending side of one client, as the fan-out sees it. */
export interface Subscriber {
  /** The socket under the WebSocket: frames are built once for all, so they bypass `ws`'s sender. */
  readonly socket: Duplex
  /** Whether a frame may still follow: no close frame was sent and the socket lives. */
  isOpen(): boolean
  /** Called instead of sending when the client has left too much unread. */
  cutOff(): void
  /** What this turn of the event loop will write; empty in between. */
  outbox: Buffer[]
  /** Whether a pong closes the turn; it comes last, so that it proves that all before has gone out. */
  owesPong: boolean
}
