import type { MailboxItem, MailboxRefusal } from '../../src-core/sync/mailboxFrames.ts'

/**
 * Where a relay's mailbox keeps its items. It is told hashes only, so that whoever gets hold of the
 * store can neither read a box through the relay nor write to it.
 */
export interface MailboxStore {
  /** 8 bytes, as long as positions go on; others when the store was made anew. */
  readonly generation: Uint8Array
  /**
   * Keeps an item; when this resolves, it survives the process being killed and the power failing. The
   * first put to a box decides whose it is. The same item put again is kept once. Never rejects.
   */
  put(item: NewMailboxItem): Promise<PutOutcome>
  /**
   * Items of a box whose position is above `after`, oldest first, within `maxItems` and `maxBytes` but at
   * least one when there is one. What is older than the time to live never comes. Rejects when the store
   * cannot be read.
   */
  fetch(query: MailboxQuery): Promise<MailboxPage>
  /** Removes what has expired. Resolves with how many items went. */
  sweep(): Promise<number>
  usage(): Promise<MailboxUsage>
  /** Finishes what was begun. */
  close(): Promise<void>
}

export interface NewMailboxItem {
  /** Lower-case hexadecimal SHA-256 of the address. */
  readonly box: string
  /** Of the write token. */
  readonly writer: string
  /** Of `bytes`. */
  readonly id: string
  readonly bytes: Uint8Array
}

export type PutOutcome =
  | { readonly type: 'stored'; readonly position: number }
  | { readonly type: 'refused'; readonly code: Exclude<MailboxRefusal, 'size' | 'busy'> }

export interface MailboxQuery {
  readonly box: string
  readonly after: number
  readonly maxItems: number
  readonly maxBytes: number
}

export interface MailboxPage {
  readonly items: readonly MailboxItem[]
  /** Nothing is behind these items now. */
  readonly last: boolean
}

export interface MailboxUsage {
  readonly items: number
  readonly bytes: number
}

/** What a store may keep. Bytes are those of the items. */
export interface MailboxQuotas {
  readonly ttlMs: number
  readonly boxItems: number
  readonly boxBytes: number
  readonly totalBytes: number
}
