import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import type { NatsConnection, NodeConnectionOptions } from '@nats-io/transport-node'
import type { NatsOptions } from './natsOptions.ts'

export interface NatsEvents {
  /** A connection; the same one comes back by itself after a break, with its subscriptions. */
  readonly onConnection: (connection: NatsConnection) => void
  /** Whether NATS can be reached; told at every change. */
  readonly onReach: (isUp: boolean) => void
}

export interface KeptNatsConnection {
  close(): Promise<void>
}

const CONNECT_WITHIN_MS = 5_000
const PING_EVERY_MS = 5_000

/** Relays lose NATS all at once; anywhere between these they come back. */
const retryMs = () => 250 + Math.random() * 1_750

/**
 * Connects to NATS and goes on trying for ever: at the start, after a break, and after NATS has said no.
 * The library is loaded here, so that a relay that is alone neither loads nor holds it.
 */
export function keepNatsConnection(options: NatsOptions, events: NatsEvents): KeptNatsConnection {
  const closing = new AbortController()
  let connection: NatsConnection | undefined
  let isUp = false

  const setUp = (next: boolean) => {
    if (next === isUp || closing.signal.aborted) return
    isUp = next
    events.onReach(next)
  }

  const connectOnce = async () => {
    const { connect } = await import('@nats-io/transport-node')
    const opened = await connect(await connectionOptions(options))
    if (closing.signal.aborted) {
      await opened.close()
      return
    }
    connection = opened
    events.onConnection(opened)
    setUp(true)
    watch(opened).catch(() => {})
    await opened.closed()
  }

  const watch = async (opened: NatsConnection) => {
    for await (const { type } of opened.status()) {
      if (type === 'disconnect' || type === 'staleConnection') setUp(false)
      else if (type === 'reconnect') setUp(true)
    }
  }

  const keep = async () => {
    while (!closing.signal.aborted) {
      await connectOnce().catch(() => {})
      setUp(false)
      await sleep(retryMs(), undefined, { signal: closing.signal }).catch(() => {})
    }
  }
  const kept = keep()

  return {
    async close() {
      closing.abort()
      await connection?.close()
      await kept
    },
  }
}

async function connectionOptions(options: NatsOptions): Promise<NodeConnectionOptions> {
  const { servers, user, password, token, credentialsFile, caFile } = options
  const { credsAuthenticator } = await import('@nats-io/transport-node')
  return {
    servers: [...servers],
    name: 'foyer-relay',
    noEcho: true,
    timeout: CONNECT_WITHIN_MS,
    pingInterval: PING_EVERY_MS,
    maxPingOut: 2,
    maxReconnectAttempts: -1,
    // Else two refusals in a row, as while NATS is being configured anew, would be the end.
    ignoreAuthErrorAbort: true,
    reconnectDelayHandler: retryMs,
    ...(user === undefined ? {} : { user }),
    ...(password === undefined ? {} : { pass: password }),
    ...(token === undefined ? {} : { token }),
    ...(credentialsFile === undefined
      ? {}
      : { authenticator: credsAuthenticator(await readFile(credentialsFile)) }),
    ...(caFile === undefined ? {} : { tls: { caFile } }),
  }
}
