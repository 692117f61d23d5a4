import type { Disposer } from '../base/disposer.ts'

/**
 * A message pipe between a host and one page. Values are structured-clone plain data with `Uint8Array`;
 * adapters: Electron IPC, WebSocket on 127.0.0.1 (binary codec), MessagePort. One acceptance suite.
 */
export interface Port {
  send(message: unknown): void
  onMessage(listener: (message: unknown) => void): Disposer
  /** Called once, at once if the port is closed already. */
  onClose(listener: () => void): Disposer
  close(): void
}
