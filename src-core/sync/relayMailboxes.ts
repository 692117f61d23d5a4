import { toHex } from '../base/bytes.ts'
import { createEmitter } from '../base/emitter.ts'
import { createTurns } from '../base/turns.ts'
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
/** All Spaces look when a relay is reached; it refuses whoever asks for more at once. */
const FETCHES_AT_ONCE = 3
/** Items of 256 KiB, within what a relay takes unwritten. */
const PUTS_AT_ONCE = 8

export function createRelayMailboxes(clock: Clock): RelayMailboxes {
  interface Online {
    readonly days: number
    readonly requests: MailboxRequests
    readonly fetching: ReturnType<typeof createTurns>
    readonly putting: ReturnType<typeof createTurns>
  }
  const online = new Map<string, Online>()
  const changed = createEmitter<void>()

  return {
    port: {
      relays: () => [...online].map(([url, { days }]) => ({ url, days })),
      onRelays: (listener) => changed.on(listener),
      async put(url, { address, writeToken }, item): Promise<MailboxPut> {
        const request = { type: 'put', address, writeToken, item } as const
        const relay = online.get(url)
        const answer = await relay?.putting(() => relay.requests.ask(request))
        if (answer?.type === 'stored') return 'stored'
        if (answer?.type !== 'refused') return 'later'
        return answer.code === 'busy' || answer.code === 'failed' ? 'later' : answer.code
      },
      async fetch(url, address, after) {
        const relay = online.get(url)
        const request = { type: 'fetch', address, after } as const
        const answer = await relay?.fetching(() => relay.requests.ask(request))
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
          } else
            online.set(url, {
              days: Math.min(MAX_DAYS, Math.max(0, days)),
              requests,
              fetching: createTurns(FETCHES_AT_ONCE),
              putting: createTurns(PUTS_AT_ONCE),
            })
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
