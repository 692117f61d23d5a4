import type { MailboxQuotas, NewMailboxItem } from '../mailboxStore.ts'

/** What is known of an item without its bytes. */
export interface IndexedItem {
  readonly position: number
  readonly id: string
  readonly writer: string
  readonly size: number
  /** ms since 1970, by NATS' clock. */
  readonly at: number
}

/**
 * What a relay remembers of one box so that a put costs one round trip. Other relays write to the same
 * box, so it may be behind: a put names `last` and NATS refuses it if there is something newer.
 */
export interface BoxIndex {
  items: IndexedItem[]
  /** Position of the newest item there was; 0 if there was none. */
  last: number
}

export const emptyIndex = (): BoxIndex => ({ items: [], last: 0 })

export type PutVerdict =
  | { readonly type: 'there'; readonly position: number }
  | { readonly type: 'refused'; readonly code: 'token' | 'box-full' }
  | { readonly type: 'free' }

/** Whether an item may be put, by what is known of its box. */
export function judgePut(
  index: BoxIndex,
  item: NewMailboxItem,
  quotas: MailboxQuotas,
  now: number,
): PutVerdict {
  index.items = index.items.filter(({ at }) => at > now - quotas.ttlMs)
  const [first] = index.items
  if (first && first.writer !== item.writer) return { type: 'refused', code: 'token' }
  const same = index.items.find(({ id }) => id === item.id)
  if (same) return { type: 'there', position: same.position }
  const bytes = index.items.reduce((sum, { size }) => sum + size, item.bytes.length)
  const isFull = index.items.length >= quotas.boxItems || bytes > quotas.boxBytes
  return isFull ? { type: 'refused', code: 'box-full' } : { type: 'free' }
}
