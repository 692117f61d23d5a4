import { createEmitter, type Emitter } from '../../../src-core/base/emitter.ts'
import type { LinkId, Topic } from '../../../src-core/base/ids.ts'
import type {
  Clock,
  Lane,
  LinkOpened,
  LinkSignal,
  Mailboxes,
  RelayState,
  Signaling,
  Transport,
  TransportLink,
} from '../../../src-core/ports/index.ts'

const LATENCY_MS = 5
/** Bytes a ms on the bulk lane: slow enough that a transfer can be cut in the middle. */
const BULK_BYTES_PER_MS = 4_000
const MAX_QUEUED = 1024 * 1024
const RESUME_BELOW = 256 * 1024

/** What one device sees of the network. */
export interface NetworkNode {
  readonly transport: Transport
  createSignaling(): Signaling
  online(): boolean
  onOnline(listener: () => void): () => void
  /** Cuts the device off or lets it back; open links break. */
  setOnline(online: boolean): void
}

interface Subscription {
  readonly node: Node
  readonly onPayload: (payload: Uint8Array) => void
}

interface Node {
  online: boolean
  readonly links: Set<End>
  readonly changed: Emitter<void>
}

/** One end of a link; `other` is known once both have signalled. */
interface End {
  readonly node: Node
  readonly key: string
  other: End | undefined
  closed: boolean
  open(opened: LinkOpened): void
  frame(lane: Lane, frame: Uint8Array): void
  close(reason: string): void
}

/**
 * After how many ms a listener gets what somebody published: once for each number. None: the relay keeps it
 * back. It may alter the bytes.
 */
export type RelayConduct = (payload: Uint8Array) => readonly number[]

const honest: RelayConduct = () => [LATENCY_MS]

/** A relay that forwards to everybody on a topic, and links that carry frames in order. */
export function createWorldNetwork(
  clock: Clock,
  mailboxes?: (node: Pick<Node, 'online' | 'changed'>) => Mailboxes,
  conduct: RelayConduct = honest,
) {
  const topics = new Map<Topic, Set<Subscription>>()
  const ends = new Map<string, End>()
  let keys = 0

  function createSignaling(node: Node): Signaling {
    const states = createEmitter<readonly RelayState[]>()
    const own = new Set<() => void>()
    // Whatever their number, they behave as one: everybody is on all of them.
    let urls: readonly string[] = ['ws://relay.test']
    const status = (): readonly RelayState[] =>
      urls.map((url) => ({ url, status: node.online ? 'online' : 'offline' }))
    own.add(node.changed.on(() => states.emit(status())))
    return {
      subscribe(topic, onPayload) {
        const subscription = { node, onPayload }
        const all = topics.get(topic) ?? new Set()
        topics.set(topic, all.add(subscription))
        const leave = () => void all.delete(subscription)
        own.add(leave)
        return leave
      },
      publish(topic, payload) {
        if (!node.online) return
        const arrive = (subscription: Subscription, copy: Uint8Array) => {
          const isThere = topics.get(topic)?.has(subscription)
          if (isThere && subscription.node.online && subscription.node !== node)
            subscription.onPayload(copy.slice())
        }
        for (const subscription of topics.get(topic) ?? []) {
          const copy = payload.slice()
          for (const ms of conduct(copy)) clock.after(ms, () => arrive(subscription, copy))
        }
      },
      setRelays(next) {
        urls = next
        states.emit(status())
      },
      states: status,
      onStates: states.on,
      ...(mailboxes && { mailboxes: mailboxes(node) }),
      close() {
        for (const leave of own) leave()
      },
    }
  }

  function openLink(node: Node, polite: boolean): TransportLink {
    const key = `${++keys}`.padStart(64, '0')
    const signals = createEmitter<LinkSignal>()
    const opened = createEmitter<LinkOpened>()
    const frames = createEmitter<readonly [Lane, Uint8Array]>()
    const closes = createEmitter<string>()
    const drains = createEmitter<Lane>()
    const queued = { live: 0, bulk: 0 }
    let bulkFreeAt = 0

    const end: End = {
      node,
      key,
      other: undefined,
      closed: false,
      open: opened.emit,
      frame: (lane, frame) => frames.emit([lane, frame]),
      close(reason) {
        if (end.closed) return
        end.closed = true
        node.links.delete(end)
        ends.delete(key)
        closes.emit(reason)
      },
    }
    node.links.add(end)
    ends.set(key, end)

    const describe = (kind: 'offer' | 'answer') => {
      const fingerprint = key.match(/../g)?.join(':')
      const sdp = `v=0\r\na=fingerprint:sha-256 ${fingerprint}\r\na=setup:actpass\r\n`
      if (!end.closed) signals.emit({ type: 'description', kind, sdp })
    }
    const deliver = (lane: Lane, frame: Uint8Array, size: number) => {
      queued[lane] -= size
      if (!end.closed && end.other && !end.other.closed) end.other.frame(lane, frame)
      if (!end.closed && queued[lane] < RESUME_BELOW && queued[lane] + size >= RESUME_BELOW)
        drains.emit(lane)
    }
    if (!polite) clock.after(1, () => describe('offer'))

    return {
      id: key.slice(-22) as LinkId,
      receiveSignal(signal) {
        if (signal.type !== 'description' || end.closed) return
        const remote = /sha-256 (\S+)/.exec(signal.sdp)?.[1]?.replaceAll(':', '') ?? ''
        end.other = ends.get(remote)
        if (signal.kind === 'offer') return describe('answer')
        const { other } = end
        if (!other || other.other !== end) return
        clock.after(LATENCY_MS, () => {
          if (end.closed || other.closed || !end.node.online || !other.node.online) return
          for (const one of [end, other])
            one.open({ remoteCertificate: one.other?.key ?? null, route: 'direct' })
        })
      },
      onSignal: signals.on,
      onOpen: opened.on,
      send(lane, frame) {
        if (end.closed) return true
        if (queued[lane] + frame.length > MAX_QUEUED) return false
        queued[lane] += frame.length
        const copy = frame.slice()
        const start = lane === 'bulk' ? Math.max(clock.now(), bulkFreeAt) : clock.now()
        const done = lane === 'bulk' ? start + frame.length / BULK_BYTES_PER_MS : start
        if (lane === 'bulk') bulkFreeAt = done
        clock.after(done + LATENCY_MS - clock.now(), () => deliver(lane, copy, frame.length))
        return true
      },
      onDrain: drains.on,
      onFrame: (listener) => frames.on(([lane, frame]) => listener(lane, frame)),
      onClose: closes.on,
      close(reason) {
        const { other } = end
        end.close(reason)
        clock.after(LATENCY_MS, () => other?.close('closed by the other side'))
      },
    }
  }

  function join(): NetworkNode {
    const node: Node = { online: true, links: new Set(), changed: createEmitter<void>() }
    return {
      transport: {
        available: true,
        onAvailable: () => () => undefined,
        open: ({ polite }) => openLink(node, polite),
      },
      createSignaling: () => createSignaling(node),
      online: () => node.online,
      onOnline: node.changed.on,
      setOnline(online) {
        node.online = online
        const broken = online ? [] : [...node.links]
        for (const end of broken) {
          end.close('connection lost')
          end.other?.close('connection lost')
        }
        node.changed.emit()
      },
    }
  }
  return { join }
}
