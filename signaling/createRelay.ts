import type { Server } from 'node:http'
import { type AddressBook, createAddressBook } from './addressBook.ts'
import { createAdmission } from './admission.ts'
import { createProxyTrust, type ProxyTrust } from './clientAddress.ts'
import { Connection } from './connection.ts'
import { drain } from './drain.ts'
import { createGuestPage } from './guestPage.ts'
import { createHeartbeat } from './heartbeat.ts'
import { createHttpServer } from './httpServer.ts'
import { createHub, type Hub } from './hub.ts'
import { createJoinTokenCheck } from './joinToken.ts'
import { listen } from './listen.ts'
import { refuseUpgrade } from './refuseUpgrade.ts'
import { type RelayOptions, type RelaySettings, resolveRelayOptions } from './relayOptions.ts'
import { createRoutes } from './routes.ts'
import { createCounters, type RelayCounters, type RelayStats } from './stats.ts'
import { createWebSocketServer } from './webSocketServer.ts'

/** A running relay. */
export interface Relay {
  /** `ws://host:port`, with the port that was really taken. */
  readonly url: string
  readonly port: number
  stats(): RelayStats
  /** Tells all clients to go elsewhere, waits a little, then ends. May be called again. */
  close(): Promise<void>
}

/** What the parts of one relay share. */
interface Parts {
  readonly settings: RelaySettings
  readonly counters: RelayCounters
  readonly addresses: AddressBook
  readonly proxies: ProxyTrust
  readonly hub: Hub
  /** ms, monotonic. */
  readonly now: () => number
  readonly isDraining: () => boolean
}

/**
 * Starts a relay: opaque topics, ciphertext through, nothing kept. Runs embedded in a host as well as
 * alone (main.ts). Rejects with the error of `listen`, such as EADDRINUSE.
 */
export async function createRelay(options: RelayOptions = {}): Promise<Relay> {
  let closing: Promise<void> | undefined
  const parts = createParts(resolveRelayOptions(options), () => closing !== undefined)
  const { settings, counters, addresses, hub } = parts
  const server = createServer(parts)
  acceptWebSockets(server, parts)
  const port = await listen(server, settings.host, settings.port)
  const stopHeartbeat = createHeartbeat(settings.heartbeatMs, hub.connections, addresses.sweep)

  const end = () => {
    stopHeartbeat()
    hub.flush()
    return drain(server, hub.connections, settings.drainMs)
  }

  return {
    url: urlOf(settings.host, port),
    port,
    stats: () => ({
      ...counters,
      connections: hub.connections.size,
      topics: hub.topics.size,
      subscriptions: hub.topics.subscriptions,
    }),
    close() {
      closing ??= end()
      return closing
    },
  }
}

function createParts(settings: RelaySettings, isDraining: () => boolean): Parts {
  const { limits } = settings
  const now = () => performance.now()
  const counters = createCounters()
  return {
    settings,
    counters,
    addresses: createAddressBook(limits, now),
    proxies: createProxyTrust(settings.trustedProxies),
    hub: createHub({ limits, counters, now }),
    now,
    isDraining,
  }
}

const createServer = ({ settings, proxies, addresses, isDraining }: Parts): Server =>
  createHttpServer({
    limits: settings.limits,
    headersTimeoutMs: settings.headersTimeoutMs,
    proxies,
    addresses,
    handleRequest: createRoutes(createGuestPage(settings.guestDir), isDraining),
  })

function acceptWebSockets(server: Server, parts: Parts): void {
  const { settings, hub, counters } = parts
  const webSockets = createWebSocketServer()
  const admit = createAdmission({
    ...parts,
    limits: settings.limits,
    origins: settings.origins,
    checkJoinToken: createJoinTokenCheck(settings.joinToken),
    connectionCount: () => hub.connections.size,
  })
  server.on('upgrade', (request, socket, head) => {
    const admission = parts.isDraining() ? ({ ok: false, status: 503 } as const) : admit(request)
    if (!admission.ok) {
      counters.refused++
      refuseUpgrade(socket, admission.status)
      return
    }
    webSockets.handleUpgrade(request, socket, head, (ws) => {
      hub.connections.add(new Connection(ws, socket, admission.use, hub.context))
    })
  })
}

const urlOf = (host: string, port: number) =>
  `ws://${host.includes(':') ? `[${host}]` : host}:${port}`
