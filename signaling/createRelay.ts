import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'
import { MAX_RELAYED_BYTES, writeRelayedPublish } from '../src-core/sync/relayProtocol.ts'
import { type AddressUse, createAddressBook } from './addressBook.ts'
import { createAdmission } from './admission.ts'
import { createProxyTrust } from './clientAddress.ts'
import { Connection, type ConnectionContext } from './connection.ts'
import { createFanOut } from './fanOut.ts'
import { createGuestPage } from './guestPage.ts'
import { createHeartbeat } from './heartbeat.ts'
import { createHttpServer } from './httpServer.ts'
import { createJoinTokenCheck } from './joinToken.ts'
import { refuseUpgrade } from './refuseUpgrade.ts'
import { type RelayOptions, type RelaySettings, resolveRelayOptions } from './relayOptions.ts'
import { createRoutes } from './routes.ts'
import { createCounters, type RelayStats } from './stats.ts'
import { encodeTextFrame } from './textFrame.ts'
import { TokenBucket } from './tokenBucket.ts'
import type { Topic } from './topic.ts'
import { createTopics } from './topics.ts'
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

const SERVICE_RESTART = 1012

/**
 * Starts a relay: opaque topics, ciphertext through, nothing kept. Runs embedded in a host as well as
 * alone (main.ts). Rejects with the error of `listen`, such as EADDRINUSE.
 */
export async function createRelay(options: RelayOptions = {}): Promise<Relay> {
  const settings = resolveRelayOptions(options)
  const { limits } = settings
  const now = () => performance.now()
  const counters = createCounters()
  const connections = new Set<Connection>()
  const addresses = createAddressBook(limits, now)
  const proxies = createProxyTrust(settings.trustedProxies)
  const fanOut = createFanOut({
    unreadBytesPerSocket: limits.unreadBytesPerSocket,
    onDelivered: (frames) => {
      counters.delivered += frames
    },
  })
  const topics = createTopics(fanOut)
  let closing: Promise<void> | undefined

  const takePublish = (topic: Topic) => {
    topic.publishes ??= new TokenBucket(limits.publishesPerTopic, now())
    return topic.publishes.tryTake(1, now())
  }

  const publish = (name: string, data: unknown): boolean => {
    counters.published++
    const topic = topics.find(name)
    if (!topic) return true
    if (!takePublish(topic)) {
      counters.dropped++
      return true
    }
    const frame = encodePublish(name, data)
    if (frame) fanOut.publish(topic, frame)
    return frame !== undefined
  }

  const context: ConnectionContext = {
    limits,
    now,
    publish,
    find: (name) => topics.find(name),
    subscribe: (connection, name) => topics.subscribe(connection, name),
    unsubscribe: (connection, topic) => topics.unsubscribe(connection, topic),
    pong: (connection) => fanOut.pong(connection),
    onMalformed: () => {
      counters.malformed++
    },
    onExpelled: (reason) => {
      if (reason === 'unread') counters.slow++
      else counters.expelled++
    },
    onClosed: (connection) => {
      connections.delete(connection)
    },
  }

  const admit = createAdmission({
    limits,
    origins: settings.origins,
    checkJoinToken: createJoinTokenCheck(settings.joinToken),
    proxies,
    addresses,
    connectionCount: () => connections.size,
    now,
  })
  const webSockets = createWebSocketServer()
  const server = createHttpServer({
    limits,
    headersTimeoutMs: settings.headersTimeoutMs,
    proxies,
    addresses,
    handleRequest: createRoutes(createGuestPage(settings.guestDir), () => closing !== undefined),
  })
  server.on('upgrade', (request, socket, head) => {
    const admission = closing ? ({ ok: false, status: 503 } as const) : admit(request)
    if (!admission.ok) {
      counters.refused++
      refuseUpgrade(socket, admission.status)
      return
    }
    webSockets.handleUpgrade(request, socket, head, (ws) => accept(ws, socket, admission.use))
  })
  const accept = (ws: WebSocket, socket: Duplex, use: AddressUse) => {
    connections.add(new Connection(ws, socket, use, context))
  }

  await listen(server, settings)
  const heartbeat = createHeartbeat(settings.heartbeatMs, connections, () => addresses.sweep())
  const { port } = server.address() as AddressInfo

  const drain = async () => {
    heartbeat()
    const closed = new Promise<void>((resolve) => server.close(() => resolve()))
    server.closeIdleConnections()
    fanOut.flush()
    for (const connection of connections) connection.close(SERVICE_RESTART, 'the relay restarts')
    const deadline = setTimeout(() => {
      for (const connection of connections) connection.terminate()
      server.closeAllConnections()
    }, settings.drainMs)
    await closed
    clearTimeout(deadline)
  }

  return {
    url: urlOf(settings.host, port),
    port,
    stats: () => ({
      ...counters,
      connections: connections.size,
      topics: topics.size,
      subscriptions: topics.subscriptions,
    }),
    close() {
      closing ??= drain()
      return closing
    },
  }
}

function encodePublish(topic: string, data: unknown): Buffer | undefined {
  try {
    const frame = encodeTextFrame(writeRelayedPublish(topic, data))
    return frame.length <= MAX_RELAYED_BYTES ? frame : undefined
  } catch (error) {
    if (error instanceof RangeError) return undefined // nested too deeply
    throw error
  }
}

const listen = (server: Server, { host, port }: RelaySettings): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host, port, backlog: 4_096 }, () => {
      server.off('error', reject)
      // Out of file descriptors, accepting fails for a while; that must not end those connected.
      server.on('error', () => {})
      resolve()
    })
  })

const urlOf = (host: string, port: number) =>
  `ws://${host.includes(':') ? `[${host}]` : host}:${port}`
