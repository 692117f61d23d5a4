import { fromBase64Url, toBase64Url } from '../base/bytes.ts'
import type { Disposer } from '../base/disposer.ts'
import { createEmitter } from '../base/emitter.ts'
import type { Topic } from '../base/ids.ts'
import type { Clock, OpenRelaySocket, Random, RelayState, Signaling } from '../ports/index.ts'
import { createIceOffers } from './iceOffers.ts'
import { createRelayConnection, type RelayConnection } from './relayConnection.ts'
import { createRelayMailboxes } from './relayMailboxes.ts'
import { writeRelayRequest } from './relayProtocol.ts'

export interface RelayClientOptions {
  /** `ws://` or `wss://` addresses; all of them are used at once. */
  readonly urls: readonly string[]
  readonly openSocket: OpenRelaySocket
  readonly clock: Clock
  readonly random: Random
}

const MAX_PAYLOAD_BYTES = 40 * 1024

/**
 * The Signaling port over relays: payloads travel as base64url in `data`. Every relay gets every
 * publish, and what one sends to a topic it also listens to comes back to it.
 */
export function createRelayClient(options: RelayClientOptions): Signaling {
  const { clock } = options
  const listeners = new Map<string, Set<(payload: Uint8Array) => void>>()
  const connections = new Map<string, RelayConnection>()
  const changed = new Set<string>()
  const statesChanged = createEmitter<readonly RelayState[]>()
  let cancelFlush: Disposer | undefined
  const mailboxes = createRelayMailboxes(clock)
  const abouts = new Map<string, Pick<RelayState, 'about'>>()
  const iceOffers = createIceOffers(clock)
  let isClosed = false

  const states = (): RelayState[] =>
    [...connections].map(([url, { status }]) => ({ url, status, ...abouts.get(url) }))

  const announce = () => {
    if (!isClosed) statesChanged.emit(states())
  }

  const handlePublish = (topic: string, data: unknown) => {
    const heard = listeners.get(topic)
    const payload = heard && readPayload(data)
    if (!heard || !payload) return
    for (const onPayload of [...heard]) onPayload(payload)
  }

  /** Changes of a turn go out in one frame: a Space opens with dozens of topics. */
  const markChanged = (topic: string) => {
    changed.add(topic)
    cancelFlush ??= clock.after(0, flush)
  }

  const flush = () => {
    cancelFlush?.()
    cancelFlush = undefined
    if (changed.size === 0) return
    const wanted = [...changed].filter((topic) => listeners.has(topic))
    const unwanted = [...changed].filter((topic) => !listeners.has(topic))
    changed.clear()
    for (const connection of connections.values()) {
      connection.subscribe(wanted)
      connection.unsubscribe(unwanted)
    }
  }

  const connectTo = (url: string) => {
    let isCreated = false
    const mailbox = mailboxes.connection(url, (frame) => connection.sendBinary(frame))
    const connection: RelayConnection = createRelayConnection({
      url,
      openSocket: options.openSocket,
      clock,
      random: options.random,
      topics: () => {
        flush()
        return listeners.keys()
      },
      onPublish: handlePublish,
      onStatus: () => isCreated && announce(),
      onAbout: ({ operator, region }) => {
        abouts.set(url, { about: { operator, region } })
        announce()
      },
      onIce: (offer) => iceOffers.take(url, offer),
      ...mailbox,
    })
    isCreated = true
    connections.set(url, connection)
  }

  const setRelays = (urls: readonly string[]) => {
    if (isClosed) return
    const wanted = new Set(urls)
    for (const [url, connection] of connections) {
      if (wanted.has(url)) continue
      connection.close()
      connections.delete(url)
      iceOffers.forget(url)
      abouts.delete(url)
    }
    for (const url of wanted) if (!connections.has(url)) connectTo(url)
    announce()
  }

  setRelays(options.urls)

  return {
    subscribe(topic, onPayload) {
      const entry = (payload: Uint8Array) => onPayload(payload)
      const heard = listeners.get(topic) ?? new Set()
      heard.add(entry)
      if (!listeners.has(topic)) {
        listeners.set(topic, heard)
        markChanged(topic)
      }
      return () => {
        if (!heard.delete(entry) || heard.size > 0) return
        listeners.delete(topic)
        markChanged(topic)
      }
    },
    publish(topic: Topic, payload) {
      if (isClosed || payload.length > MAX_PAYLOAD_BYTES) return
      flush() // an answer to this publish must not come before the subscription it needs
      const text = writeRelayRequest({ type: 'publish', topic, data: toBase64Url(payload) })
      for (const connection of connections.values()) connection.publish(text)
    },
    setRelays,
    states,
    onStates: (listener) => statesChanged.on(listener),
    iceServers: iceOffers.servers,
    mailboxes: mailboxes.port,
    close() {
      isClosed = true
      cancelFlush?.()
      mailboxes.close()
      for (const connection of connections.values()) connection.close()
      connections.clear()
      listeners.clear()
      statesChanged.clear()
    },
  }
}

/** What came from a relay may be anything, also from other programs on the same topic. */
function readPayload(data: unknown): Uint8Array | undefined {
  if (typeof data !== 'string') return undefined
  try {
    return fromBase64Url(data)
  } catch {
    return undefined
  }
}
