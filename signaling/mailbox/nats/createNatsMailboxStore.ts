import { setTimeout as sleep } from 'node:timers/promises'
import { jetstream } from '@nats-io/jetstream'
import type { MailboxItem } from '../../../src-core/sync/mailboxFrames.ts'
import { keepNatsConnection } from '../../nats/keepNatsConnection.ts'
import type { NatsOptions } from '../../nats/natsOptions.ts'
import type { MailboxQuotas, MailboxStore } from '../mailboxStore.ts'
import { createNatsPut } from './createNatsPut.ts'
import { type MailboxStream, openMailboxStream } from './mailboxStream.ts'

export interface NatsMailboxOptions {
  readonly nats: NatsOptions
  readonly quotas: MailboxQuotas
  /** How long to wait for NATS at the start, in ms; then the store opens without and refuses. */
  readonly waitMs?: number
}

const NO_GENERATION = new Uint8Array(8)

/**
 * A mailbox in JetStream, shared by all relays that name the same NATS and prefix. What was confirmed
 * survives the death of any relay, and as much of NATS as the number of replicas allows.
 */
export async function createNatsMailboxStore(options: NatsMailboxOptions): Promise<MailboxStore> {
  const { nats, quotas, waitMs = 3_000 } = options
  let stream: MailboxStream | undefined
  let isUp = false
  const usable = () => (isUp ? stream : undefined)
  const put = createNatsPut(quotas, usable)

  const kept = keepNatsConnection(nats, {
    async onConnection(connection) {
      const { prefix, replicas = 1 } = nats
      while (!connection.isClosed()) {
        // JetStream comes up later than the server it is in, in a cluster by seconds.
        const opened = await openMailboxStream(jetstream(connection), {
          prefix,
          replicas,
          quotas,
        }).catch(() => undefined)
        if (opened) stream = opened
        if (opened) return
        await sleep(250)
      }
    },
    onReach(next) {
      isUp = next
    },
  })
  for (let waited = 0; !usable() && waited < waitMs; waited += 10) await sleep(10)

  return {
    get generation() {
      return stream?.generation ?? NO_GENERATION
    },
    put,
    async fetch({ box, after, maxItems, maxBytes }) {
      const from = usable()
      if (!from) throw new Error('NATS is away')
      const subject = from.subjectOf(box)
      const items: MailboxItem[] = []
      let bytes = 0
      for (let position = after; ; ) {
        const query = { seq: position + 1, next_by_subj: subject }
        const message = await from.manager.direct.getMessage(from.name, query)
        if (!message) return { items, last: true }
        bytes += message.data.length
        const isMore = items.length >= maxItems || bytes > maxBytes
        if (isMore && items.length > 0) return { items, last: false }
        items.push({ position: message.seq, bytes: Uint8Array.from(message.data) })
        position = message.seq
      }
    },
    // JetStream removes what is too old by itself.
    sweep: async () => 0,
    usage: async () => (await usable()?.usage()) ?? Promise.reject(new Error('NATS is away')),
    close: () => kept.close(),
  }
}
