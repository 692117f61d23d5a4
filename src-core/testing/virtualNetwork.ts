import type { Clock } from '../ports/index.ts'
import type { NetworkContext, RelayedPayload } from './networkContext.ts'
import { createSeededRandom } from './seededRandom.ts'
import type { VirtualClock } from './virtualClock.ts'
import { createVirtualRelay, type VirtualSignaling } from './virtualSignaling.ts'
import { createVirtualLinks, type VirtualLink, type VirtualTransport } from './virtualTransport.ts'

export interface VirtualNetworkOptions {
  readonly clock: VirtualClock
  readonly seed: string | number
  /** Of signaling payloads, each from 0 to 1. Data channels are reliable, as WebRTC's are. */
  readonly loss?: number
  readonly duplicate?: number
  /** How much longer than `latencyMs` something may take: what is sent later may come earlier. */
  readonly jitterMs?: number
  readonly latencyMs?: number
  /** A link whose path is gone ends after this; null: never by itself. */
  readonly iceTimeoutMs?: number | null
}

export interface VirtualNode {
  /** Time as this process has it: its timers end when it crashes. */
  readonly clock: Clock
  readonly signaling: VirtualSignaling
  readonly transport: VirtualTransport
}

export interface VirtualNetwork {
  /** A fresh process of a device, connected. */
  join(name: string): VirtualNode
  /** The process dies: nobody is told, its links are gone. `join` starts it again. */
  crash(name: string): void
  /** Only devices of one group reach each other; whoever is in none is alone. */
  partition(...groups: readonly (readonly string[])[]): void
  heal(): void
  /** Everything that went through the relay, in order. */
  readonly relayed: readonly RelayedPayload[]
  links(): readonly VirtualLink[]
}

/** Devices with a relay and WebRTC between them, on a virtual clock, all decided by one seed. */
export function createVirtualNetwork(options: VirtualNetworkOptions): VirtualNetwork {
  const { clock, loss = 0, duplicate = 0, jitterMs = 0, latencyMs = 5 } = options
  const random = createSeededRandom(`network ${options.seed}`)
  const relayed: RelayedPayload[] = []
  let groups: readonly (readonly string[])[] | undefined
  const nodes = new Map<string, VirtualNode>()

  const context: NetworkContext = {
    clock,
    random,
    iceTimeoutMs: options.iceTimeoutMs === undefined ? 15_000 : options.iceTimeoutMs,
    reaches: (from, to) =>
      from === to || !groups || groups.some((group) => group.includes(from) && group.includes(to)),
    delay: () => latencyMs + Math.floor(random.unit() * jitterMs),
    copies: () => (random.chance(loss) ? 0 : random.chance(duplicate) ? 2 : 1),
    seen: (payload) => relayed.push(payload),
  }
  const relay = createVirtualRelay(context)
  const connections = createVirtualLinks(context)
  const pathsChanged = () => {
    for (const link of connections.all()) link.pathChanged()
  }

  return {
    join(name) {
      const node: VirtualNode = {
        clock: {
          now: clock.now,
          after: (ms, task) => clock.after(ms, () => nodes.get(name) === node && task()),
        },
        signaling: relay.connect(name),
        transport: connections.transport(name),
      }
      nodes.set(name, node)
      return node
    },
    crash(name) {
      const node = nodes.get(name)
      nodes.delete(name)
      node?.signaling.close()
      for (const link of node?.transport.links() ?? []) link.end('crashed', true)
      node?.transport.setAvailable(false)
      pathsChanged()
    },
    partition(...next) {
      groups = next
      pathsChanged()
    },
    heal() {
      groups = undefined
      pathsChanged()
    },
    relayed,
    links: () => connections.all(),
  }
}
