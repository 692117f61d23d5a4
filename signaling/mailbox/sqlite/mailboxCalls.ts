import type {
  MailboxPage,
  MailboxQuery,
  MailboxQuotas,
  MailboxUsage,
  NewMailboxItem,
  PutOutcome,
} from '../mailboxStore.ts'

/** What the relay's thread and the store's say to each other. */
export interface MailboxThreadSettings {
  readonly file: string
  readonly quotas: MailboxQuotas
  /** ms that the wall clock is put forward by; for tests. */
  readonly clockOffset?: SharedArrayBuffer
}

export type MailboxCall =
  | { readonly type: 'put'; readonly item: NewMailboxItem }
  | { readonly type: 'fetch'; readonly query: MailboxQuery }
  | { readonly type: 'sweep' }
  | { readonly type: 'usage' }
  | { readonly type: 'close' }

export interface NumberedCall {
  readonly id: number
  readonly call: MailboxCall
}

export type MailboxValue = PutOutcome | MailboxPage | MailboxUsage | number | undefined

/** `ok` false: the disk failed. */
export type MailboxReply =
  | { readonly id: number; readonly ok: true; readonly value: MailboxValue }
  | { readonly id: number; readonly ok: false }

/** The first word of the thread. */
export type MailboxGreeting =
  | { readonly type: 'open'; readonly generation: Uint8Array }
  | { readonly type: 'failed'; readonly reason: string }
