import type { MessagePort } from 'node:worker_threads'
import type { BulkRequest } from './bulkChannel.ts'

/**
 * How the desktop shell (src-main/electron) and the host worker (src-main/entries/hostWorker.ts)
 * talk. The shell owns windows and nothing else; every secret lives in the worker.
 */
export interface HostWorkerData {
  /** Absolute path of the profile's folder; created by the worker. */
  readonly profileDir: string
  /** Address given with `--relay`; null: the worker starts the embedded relay. */
  readonly relay: string | null
  /** Port for the embedded relay; null: any free one. */
  readonly port: number | null
  /** Folder of the built guest page, for the embedded relay. */
  readonly guestDir: string
  /** Answers `wrap` and `unwrap`, see keychainChannel.ts; null where no keychain protects. */
  readonly keychain: { readonly port: MessagePort; readonly signal: SharedArrayBuffer } | null
}

export type ShellMessage =
  /** A page has connected: its bridge messages travel on `port`, which closes with the page. */
  | { readonly type: 'page'; readonly page: 'desktop' | 'transport'; readonly port: MessagePort }
  /** Answer with `answerBulk` (bulkChannel.ts). */
  | { readonly type: 'bulk'; readonly request: BulkRequest; readonly port: MessagePort }
  /** A `foyer://join/…` link that the operating system handed over. */
  | { readonly type: 'link'; readonly link: string }
  /** Answer `pong`: a host that hangs cannot. */
  | { readonly type: 'ping' }
  /** The app quits: close the profile, answer `stopped`, and end. */
  | { readonly type: 'stop' }

export type HostWorkerMessage =
  | { readonly type: 'ready' }
  | { readonly type: 'pong' }
  | { readonly type: 'stopped' }
