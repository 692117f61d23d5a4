import type { NatsOptions } from '../nats/natsOptions.ts'
import { type MailboxOptions, mailboxQuotas } from './mailboxOptions.ts'
import type { MailboxStore } from './mailboxStore.ts'

/** The store that the options name, or nothing when the mailbox is off. Rejects when it cannot be opened. */
export async function openMailboxStore(
  options: MailboxOptions,
  nats: NatsOptions,
): Promise<MailboxStore | undefined> {
  const { file, inNats } = options
  if (inNats) {
    const { createNatsMailboxStore } = await import('./nats/createNatsMailboxStore.ts')
    return createNatsMailboxStore({ nats, quotas: mailboxQuotas(options) })
  }
  if (file === undefined) return undefined
  // Only a relay that keeps a mailbox pays for it, in start-up and in memory.
  const { createSqliteMailboxStore } = await import('./sqlite/createSqliteMailboxStore.ts')
  return createSqliteMailboxStore({ file, quotas: mailboxQuotas(options) })
}
