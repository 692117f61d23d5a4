import type { Disposer } from '../base/disposer.ts'

/** What a socket to a relay reports, never before `OpenRelaySocket` returned. */
export interface RelaySocketEvents {
  onOpen(): void
  onText(text: string): void
  onBinary(bytes: Uint8Array): void
  /** It ended, or it never opened. Nothing comes after it. */
  onClose(): void
}

/** A WebSocket, as little of it as the relay client needs. */
export interface RelaySocket {
  send(message: string | Uint8Array<ArrayBuffer>): void
  /** Bytes that were sent and have not left yet. */
  bufferedBytes(): number
  /** Ends it without a word more; events may still come and are not heard. */
  readonly close: Disposer
}

/** Starts to connect. May throw on an address that is no WebSocket address. */
export type OpenRelaySocket = (url: string, events: RelaySocketEvents) => RelaySocket
