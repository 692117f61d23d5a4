import type { MailboxQuotas } from './mailboxStore.ts'

/** What a self-hoster decides about the mailbox; off while no place is named. */
export interface MailboxOptions {
  /** The SQLite file it is kept in. */
  readonly file?: string | undefined
  /** Kept in NATS instead, for all relays that share it. */
  readonly inNats?: boolean | undefined
  readonly ttlDays?: number | undefined
  readonly boxMegabytes?: number | undefined
  readonly boxItems?: number | undefined
  readonly totalMegabytes?: number | undefined
}

/** Sized for a Space of twenty people writing all day; a note being typed is some 20 KiB a minute. */
export const defaultMailbox = {
  ttlDays: 30,
  boxMegabytes: 64,
  boxItems: 20_000,
  totalMegabytes: 4_096,
} as const

const MB = 1_000_000
const DAY_MS = 86_400_000

export const daysKept = ({ ttlDays }: MailboxOptions): number => ttlDays ?? defaultMailbox.ttlDays

export function mailboxQuotas(options: MailboxOptions): MailboxQuotas {
  return {
    ttlMs: daysKept(options) * DAY_MS,
    boxBytes: (options.boxMegabytes ?? defaultMailbox.boxMegabytes) * MB,
    boxItems: options.boxItems ?? defaultMailbox.boxItems,
    totalBytes: (options.totalMegabytes ?? defaultMailbox.totalMegabytes) * MB,
  }
}
