import { createHash } from 'node:crypto'
import {
  decodeMailboxRequest,
  encodeMailboxAnswer,
  ITEM_SIZES,
  MAX_PAGE_BYTES,
  MAX_PAGE_ITEMS,
  type MailboxAnswer,
  type MailboxRequest,
} from '../../src-core/sync/mailboxFrames.ts'
import type { RelayCounters } from '../stats.ts'
import type { MailboxStore } from './mailboxStore.ts'

/** The relay's side of protocol rule 23: requests in, answers out, nothing about who asks. */
export interface Mailbox {
  /** How long items are kept. */
  readonly days: number
  /** Whether the frame was a request; its answer follows. */
  receive(client: MailboxClient, frame: Uint8Array): boolean
  /** Waits for what was begun. */
  close(): Promise<void>
}

export interface MailboxClient {
  /** Ignored when the client has gone. */
  sendBinary(frame: Uint8Array): void
}

export interface MailboxServiceOptions {
  readonly store: MailboxStore
  readonly days: number
  readonly counters: Pick<RelayCounters, 'mailboxStored' | 'mailboxFetched' | 'mailboxRefused'>
}

/** Of one client, put and not yet on the disk; what is beyond waits with the client. */
const MAX_UNWRITTEN_BYTES = 4 * 1024 * 1024
/** Of one client, fetches not yet answered: each may bring half a megabyte into memory. */
const MAX_FETCHES = 4
const SWEEP_EVERY_MS = 600_000

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

interface Load {
  unwrittenBytes: number
  fetches: number
}

export function createMailbox({ store, days, counters }: MailboxServiceOptions): Mailbox {
  const loads = new WeakMap<MailboxClient, Load>()
  const begun = new Set<Promise<void>>()

  const loadOf = (client: MailboxClient): Load => {
    const load = loads.get(client) ?? { unwrittenBytes: 0, fetches: 0 }
    loads.set(client, load)
    return load
  }

  const refuse = (id: number, code: (MailboxAnswer & { type: 'refused' })['code']) => {
    counters.mailboxRefused++
    return { type: 'refused', id, code } as const
  }

  async function put(
    request: MailboxRequest & { type: 'put' },
    load: Load,
  ): Promise<MailboxAnswer> {
    const { id, address, writeToken, item } = request
    if (!ITEM_SIZES.includes(item.length)) return refuse(id, 'size')
    if (load.unwrittenBytes + item.length > MAX_UNWRITTEN_BYTES) return refuse(id, 'busy')
    load.unwrittenBytes += item.length
    const outcome = await store.put({
      box: sha256(address),
      writer: sha256(writeToken),
      id: sha256(item),
      bytes: item,
    })
    load.unwrittenBytes -= item.length
    if (outcome.type === 'refused') return refuse(id, outcome.code)
    counters.mailboxStored++
    return { type: 'stored', id, position: outcome.position }
  }

  async function fetch(
    { id, address, after }: MailboxRequest & { type: 'fetch' },
    load: Load,
  ): Promise<MailboxAnswer> {
    if (load.fetches >= MAX_FETCHES) return refuse(id, 'busy')
    load.fetches++
    try {
      const page = await store.fetch({
        box: sha256(address),
        after,
        maxItems: MAX_PAGE_ITEMS,
        maxBytes: MAX_PAGE_BYTES,
      })
      counters.mailboxFetched += page.items.length
      return { type: 'page', id, generation: store.generation, ...page }
    } catch {
      return refuse(id, 'failed')
    } finally {
      load.fetches--
    }
  }

  const sweeping = setInterval(() => void store.sweep().catch(() => {}), SWEEP_EVERY_MS)
  sweeping.unref()

  return {
    days,
    receive(client, frame) {
      const request = decodeMailboxRequest(frame)
      if (!request) return false
      const load = loadOf(client)
      const answering = request.type === 'put' ? put(request, load) : fetch(request, load)
      const work = answering.then((answer) => client.sendBinary(encodeMailboxAnswer(answer)))
      begun.add(work)
      work.finally(() => begun.delete(work))
      return true
    },
    async close() {
      clearInterval(sweeping)
      await Promise.all(begun)
      await store.close()
    },
  }
}
