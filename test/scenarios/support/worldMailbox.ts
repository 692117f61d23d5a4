import { toHex } from '../../../src-core/base/bytes.ts'
import type { Clock, Mailboxes, MailboxFetched, MailboxPut } from '../../../src-core/ports/index.ts'

interface Item {
  readonly position: number
  readonly bytes: Uint8Array
  readonly at: number
}
interface Box {
  readonly writer: string
  items: Item[]
}

/** The mailbox of the world's relay, which can be told to misbehave. */
export interface WorldMailbox {
  /** As one device reaches it. */
  port(node: {
    readonly online: boolean
    readonly changed: { on(listener: () => void): () => void }
  }): Mailboxes
  /** All that lies there, in the order it came. */
  items(): Item[]
  /** Puts bytes into every box, as the relay itself can. */
  plant(bytes: Uint8Array): void
  /** Alters what each fetch brings, as the relay itself can. */
  misbehave(page: ((items: MailboxFetched['items']) => MailboxFetched['items']) | undefined): void
  /** Refuses every put from now on. */
  refuse(code: Exclude<MailboxPut, 'stored'> | undefined): void
  /** Loses everything and begins anew. */
  begin(): void
  /** How many puts were asked for. */
  readonly puts: number
}

const DAYS = 30
const DAY_MS = 86_400_000
const PAGE = 5
const LATENCY_MS = 5

export function createWorldMailbox(clock: Clock, url: string): WorldMailbox {
  const boxes = new Map<string, Box>()
  let generation = 1
  let last = 0
  let puts = 0
  let refusal: Exclude<MailboxPut, 'stored'> | undefined
  let alter: ((items: MailboxFetched['items']) => MailboxFetched['items']) | undefined

  const later = <T>(work: () => T) =>
    new Promise<T>((resolve) => void clock.after(LATENCY_MS, () => resolve(work())))
  const add = (box: Box, bytes: Uint8Array) =>
    box.items.push({ position: ++last, bytes: bytes.slice(), at: clock.now() })

  function put(address: string, writer: string, bytes: Uint8Array): MailboxPut {
    puts++
    if (refusal) return refusal
    const box = boxes.get(address) ?? { writer, items: [] }
    boxes.set(address, box)
    if (box.writer !== writer) return 'token'
    if (!box.items.some((one) => toHex(one.bytes) === toHex(bytes))) add(box, bytes)
    return 'stored'
  }
  function fetch(address: string, after: number): MailboxFetched {
    const alive = (boxes.get(address)?.items ?? []).filter(
      ({ position, at }) => position > after && at > clock.now() - DAYS * DAY_MS,
    )
    const page = alive.slice(0, PAGE)
    const items = alter ? alter(page) : page
    return { generation: String(generation), items, last: alive.length <= PAGE }
  }

  return {
    port: (node) => ({
      relays: () => (node.online ? [{ url, days: DAYS }] : []),
      onRelays: (listener) => node.changed.on(listener),
      put: (_url, { address, writeToken }, item) =>
        node.online
          ? later(() => put(toHex(address), toHex(writeToken), item))
          : Promise.resolve('later'),
      fetch: (_url, address, after) =>
        node.online ? later(() => fetch(toHex(address), after)) : Promise.resolve(undefined),
    }),
    items: () =>
      [...boxes.values()].flatMap(({ items }) => items).sort((a, b) => a.position - b.position),
    plant(bytes) {
      for (const box of boxes.values()) add(box, bytes)
    },
    misbehave(page) {
      alter = page
    },
    refuse(code) {
      refusal = code
    },
    begin() {
      boxes.clear()
      generation++
      last = 0
    },
    get puts() {
      return puts
    },
  }
}
