import { createEmitter } from '../base/emitter.ts'
import type { Topic } from '../base/ids.ts'
import type { RelayState, Signaling } from '../ports/index.ts'
import type { NetworkContext } from './networkContext.ts'

export interface VirtualRelay {
  /** One device's connection to the relay. */
  connect(node: string): VirtualSignaling
}

export interface VirtualSignaling extends Signaling {
  setOnline(online: boolean): void
}

const URL = 'wss://relay.example'
const MAX_QUEUED = 64

/** A relay that loses, repeats and reorders, and like a real one sends a publish to its sender too. */
export function createVirtualRelay(network: NetworkContext): VirtualRelay {
  const topics = new Map<Topic, Set<{ node: string; receive(payload: Uint8Array): void }>>()

  const relay = (from: string, topic: Topic, payload: Uint8Array) => {
    network.seen({ from, topic, payload })
    for (const { node, receive } of [...(topics.get(topic) ?? [])]) {
      if (!network.reaches(from, node)) continue
      for (let copies = network.copies(); copies > 0; copies--)
        network.clock.after(network.delay(), () => receive(payload.slice()))
    }
  }

  return {
    connect(node) {
      const states = createEmitter<readonly RelayState[]>()
      const mine = new Set<() => void>()
      const queued: (readonly [Topic, Uint8Array])[] = []
      let online = true
      let closed = false
      const read = (): readonly RelayState[] => [
        { url: URL, status: online ? 'online' : 'offline' },
      ]

      return {
        subscribe(topic, onPayload) {
          let listening = true
          const entry = {
            node,
            receive(payload: Uint8Array) {
              if (listening && online && !closed) onPayload(payload)
            },
          }
          const listeners = topics.get(topic) ?? new Set()
          topics.set(topic, listeners.add(entry))
          const leave = () => {
            listening = false
            listeners.delete(entry)
          }
          mine.add(leave)
          return leave
        },
        publish(topic, payload) {
          if (closed || payload.length > 40 * 1024) return
          if (online) return relay(node, topic, payload.slice())
          queued.push([topic, payload.slice()])
          if (queued.length > MAX_QUEUED) queued.shift()
        },
        setRelays() {},
        states: read,
        onStates: (listener) => states.on(listener),
        setOnline(value) {
          online = value
          states.emit(read())
          if (online) for (const [topic, payload] of queued.splice(0)) relay(node, topic, payload)
        },
        close() {
          closed = true
          for (const leave of mine) leave()
          states.clear()
        },
      }
    },
  }
}
