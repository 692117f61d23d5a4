import { toHex } from '../base/bytes.ts'
import { createEmitter } from '../base/emitter.ts'
import type { Clock, Mailboxes, MailboxPut } from '../ports/index.ts'
import { createMailboxRequests, type MailboxRequests } from './mailboxRequests.ts'

/** The mailboxes of the relays a relay client is connected to. */
export interface RelayMailboxes {
  readonly port: Mailboxes
  /** A relay's connection says what it has to do with mailboxes. */
  connection(
    url: string,
    send: (frame: Uint8Array<ArrayBuffer>) => boolean,
  ): {
    readonly onMailbox: (days: number | null) => void
    readonly onBinary: (frame: Uint8Array) => void
  }
  close(): void
}

const MAX_DAYS = 365

export function createRelayMailboxes(clock: Clock): RelayMailboxes {
  const online = new Map<string, { readonly days: number; readonly requests: MailboxRequests }>()
  const changed = createEmitter<void>()

  return {
    port: {
      relays: () => [...online].map(([url, { days }]) => ({ url, days })),
      onRelays: (listener) => changed.on(listener),
      async put(url, { address, writeToken }, item): Promise<MailboxPut> {
        const request = { type: 'put', address, writeToken, item } as const
        const answer = await online.get(url)?.requests.ask(request)
        if (answer?.type === 'stored') return 'stored'
        if (answer?.type !== 'refused') return 'later'
        return answer.code === 'busy' || answer.code === 'failed' ? 'later' : answer.code
      },
      async fetch(url, address, after) {
        const answer = await online.get(url)?.requests.ask({ type: 'fetch', address, after })
        if (answer?.type !== 'page') return undefined
        const { generation, items, last } = answer
        return { generation: toHex(generation), items, last }
      },
    },
    connection(url, send) {
      const requests = createMailboxRequests({ clock, send })
      return {
        onMailbox(days) {
          if (days === null) {
            if (online.get(url)?.requests === requests) online.delete(url)
            requests.abandon()
          } else online.set(url, { days: Math.min(MAX_DAYS, Math.max(0, days)), requests })
          changed.emit()
        },
        onBinary: requests.receive,
      }
    },
    close() {
      changed.clear()
      for (const { requests } of online.values()) requests.abandon()
      online.clear()
    },
  }
}
