import type { Server } from 'node:http'
import type { Server as SecureServer } from 'node:https'
import type { RelayAbout } from '../src-core/sync/relayProtocol.ts'
import { type AddressBook, createAddressBook } from './addressBook.ts'
import { createAdmission } from './admission.ts'
import type { Bus } from './bus/bus.ts'
import { createNatsBus } from './bus/createNatsBus.ts'
import { loadCertificate } from './certificate.ts'
import { createProxyTrust, type ProxyTrust } from './clientAddress.ts'
import { Connection } from './connection.ts'
import { drain } from './drain.ts'
import { createGuestHash } from './guestManifest.ts'
import { createGuestPage } from './guestPage.ts'
import { createHeartbeat } from './heartbeat.ts'
import { createHttpServer } from './httpServer.ts'
import { createHub, type Hub } from './hub.ts'
import { createJoinTokenCheck } from './joinToken.ts'
import { listen } from './listen.ts'
import { createMailbox, type Mailbox } from './mailbox/createMailbox.ts'
import { daysKept } from './mailbox/mailboxOptions.ts'
import { openMailboxStore } from './mailbox/openMailboxStore.ts'
import { createMetrics } from './metrics/createMetrics.ts'
import { createMetricsAccess } from './metrics/metricsAccess.ts'
import { relayMetrics } from './metrics/relayMetrics.ts'
import { refuseUpgrade } from './refuseUpgrade.ts'
import { type RelayOptions, type RelaySettings, resolveRelayOptions } from './relayOptions.ts'
import { keepCertificate } from './relayTls.ts'
import { createRoutes } from './routes.ts'
import { createCounters, type RelayCounters, type RelayStats } from './stats.ts'
import { createStatus, type StatusPage } from './status/createStatus.ts'
import type { StatusFacts } from './status/statusFacts.ts'
import { createIceOffers } from './turnCredentials.ts'
import { createWebSocketServer } from './webSocketServer.ts'

/** A running relay. */
export interface Relay {
  /** `ws://host:port`, or `wss` with a certificate of its own; with the port that was really taken. */
  readonly url: string
  readonly port: number
  stats(): RelayStats
  /** Reads the certificate again, if the relay has one of its own. */
  reload(): void
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
  readonly bus: Bus | undefined
  readonly mailbox: Mailbox | undefined
  /** ms, monotonic. */
  readonly now: () => number
  readonly isDraining: () => boolean
}

/**
 * Starts a relay: opaque topics, ciphertext through, nothing kept unless there is a mailbox. Runs
 * embedded in a host as well as alone (main.ts). Rejects with the error of `listen`, such as
 * EADDRINUSE, or of the mailbox's store.
 */
export async function createRelay(options: RelayOptions = {}): Promise<Relay> {
  let closing: Promise<void> | undefined
  const parts = await createParts(resolveRelayOptions(options), () => closing !== undefined)
  const { settings, counters, addresses, hub } = parts
  const stats = (): RelayStats => ({
    ...counters,
    connections: hub.connections.size,
    topics: hub.topics.size,
    subscriptions: hub.topics.subscriptions,
  })
  const { server, port } = await openServer(parts, stats).catch(async (error) => {
    await closeParts(parts)
    throw error
  })
  const tls = settings.tls && keepCertificate(server as SecureServer, settings.tls, settings.log)
  const stopHeartbeat = createHeartbeat(settings.heartbeatMs, hub.connections, addresses.sweep)

  const end = async () => {
    settings.log.info('draining', { connections: hub.connections.size })
    stopHeartbeat()
    tls?.stop()
    hub.flush()
    await drain(server, hub.connections, settings.drainMs)
    await closeParts(parts)
    settings.log.info('stopped')
  }

  settings.log.info('started', { port, secure: settings.tls !== undefined })
  return {
    url: urlOf(settings, port),
    port,
    stats,
    reload: () => tls?.reload(),
    close() {
      closing ??= end()
      return closing
    },
  }
}

async function createParts(settings: RelaySettings, isDraining: () => boolean): Promise<Parts> {
  const { limits } = settings
  const now = () => performance.now()
  const counters = createCounters()
  const bus = createBus(settings)
  const store = await openMailboxStore(settings.mailbox, settings.nats).catch(async (error) => {
    await bus?.close()
    throw error
  })
  const mailbox = store && createMailbox({ store, counters, days: daysKept(settings.mailbox) })
  return {
    settings,
    counters,
    addresses: createAddressBook(limits, now),
    proxies: createProxyTrust(settings.trustedProxies),
    hub: createHub({
      limits,
      counters,
      now,
      bus,
      mailbox,
      offerIce: createIceOffers(settings.turn),
      about: aboutOf(settings),
    }),
    bus,
    mailbox,
    now,
    isDraining,
  }
}

/** What would go on by itself: connections to NATS, the mailbox's thread. */
async function closeParts({ mailbox, bus }: Pick<Parts, 'mailbox' | 'bus'>): Promise<void> {
  await mailbox?.close()
  await bus?.close()
}

async function openServer(
  parts: Parts,
  stats: () => RelayStats,
): Promise<{ readonly server: Server; readonly port: number }> {
  const { host, port } = parts.settings
  const server = createServer(parts, stats)
  acceptWebSockets(server, parts)
  return { server, port: await listen(server, host, port) }
}

/** Nothing when the owner says nothing: then nobody is told anything. */
function aboutOf({ operator, region }: RelaySettings): RelayAbout | undefined {
  if (operator === undefined && region === undefined) return undefined
  return { operator: operator ?? null, region: region ?? null }
}

function createBus({ nats, log }: RelaySettings): Bus | undefined {
  if (nats.servers.length === 0) return undefined
  return createNatsBus(nats, {
    onReach: (isUp) => (isUp ? log.info('nats-reached') : log.error('nats-lost')),
  })
}

function unreadinessOf({ isDraining, bus }: Parts): string | undefined {
  if (isDraining()) return 'draining'
  // Those who are here are served; the balancer should send newcomers where all can be reached.
  return bus && !bus.isReady() ? 'NATS is away' : undefined
}

function createServer(parts: Parts, stats: () => RelayStats): Server {
  const { settings, proxies, addresses, now } = parts
  return createHttpServer({
    limits: settings.limits,
    headersTimeoutMs: settings.headersTimeoutMs,
    certificate: settings.tls && loadCertificate(settings.tls),
    proxies,
    addresses,
    now,
    handleRequest: createRoutes({
      guestPage: createGuestPage(settings.guestDir),
      unreadiness: () => unreadinessOf(parts),
      metrics: createMetrics(relayMetrics(stats)),
      mayReadMetrics: createMetricsAccess(settings.metrics),
      status: createStatusOf(parts),
    }),
  })
}

function createStatusOf(parts: Parts): StatusPage | undefined {
  const { statusPage, guestDir } = parts.settings
  if (!statusPage) return undefined
  const guestHash = createGuestHash(guestDir)
  return createStatus(() => ({ ...statusFactsOf(parts), guestHash: guestHash() }))
}

function statusFactsOf({
  settings,
  isDraining,
  mailbox: box,
}: Parts): Omit<StatusFacts, 'guestHash'> {
  const { turn, mailbox, joinToken, operator, region } = settings
  return {
    unreadiness: isDraining() ? 'not now: it is about to restart' : undefined,
    asksForToken: joinToken !== undefined,
    mailboxDays: box && daysKept(mailbox),
    offersStun: turn.urls.length > 0,
    offersTurn: turn.urls.some((url) => url.startsWith('turn')),
    operator,
    region,
  }
}

function acceptWebSockets(server: Server, parts: Parts): void {
  const { settings, hub, counters } = parts
  const webSockets = createWebSocketServer(parts.mailbox !== undefined)
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

const urlOf = ({ host, tls }: RelaySettings, port: number) =>
  `${tls ? 'wss' : 'ws'}://${host.includes(':') ? `[${host}]` : host}:${port}`
