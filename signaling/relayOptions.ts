import { existsSync } from 'node:fs'
import { basename, dirname, resolve } from 'node:path'
import { defaultLimits, noLimits, type RelayLimits } from './limits.ts'
import type { MailboxOptions } from './mailbox/mailboxOptions.ts'
import type { MetricsOptions } from './metrics/metricsAccess.ts'
import type { NatsOptions } from './nats/natsOptions.ts'
import { createRelayLog, type RelayLog } from './relayLog.ts'
import type { RelayTlsOptions } from './relayTls.ts'
import type { TurnOptions } from './turnCredentials.ts'

export interface RelayOptions {
  /** Address to listen on; 127.0.0.1 unless told. */
  readonly host?: string | undefined
  /** 0, the default, takes any free port. */
  readonly port?: number | undefined
  /** `'off'` is for benchmarks. */
  readonly limits?: RelayLimits | 'off' | undefined
  /** Origins whose pages may connect, such as `https://rooms.example`; all, unless told. Programs may. */
  readonly origins?: readonly string[] | undefined
  /** What a client must present to connect; nothing, unless told. */
  readonly joinToken?: string | undefined
  /** Addresses or CIDR blocks of reverse proxies whose `X-Forwarded-For` is believed. */
  readonly trustedProxies?: readonly string[] | undefined
  /** The built guest page; `out/guest` of this checkout, unless told. */
  readonly guestDir?: string | undefined
  /** How often silent clients are asked for a sign of life, in ms. */
  readonly heartbeatMs?: number | undefined
  /** How long `close()` waits for clients to leave, in ms. */
  readonly drainMs?: number | undefined
  /** How long a client may take to send the head of a request, in ms. */
  readonly headersTimeoutMs?: number | undefined
  /** A certificate of the relay's own; plain HTTP, unless told. */
  readonly tls?: RelayTlsOptions | undefined
  /** Who gets `/metrics`; programs on this computer, unless told. */
  readonly metrics?: MetricsOptions | undefined
  /** Items for people who are away; none are kept, unless told where. */
  readonly mailbox?: MailboxOptions | undefined
  /** How several relays act as one; this one is alone, unless told. */
  readonly nats?: NatsOptions | undefined
  /** STUN and TURN servers that clients are told; none, unless told. */
  readonly turn?: TurnOptions | undefined
  /** What `/` shows to a browser; the status page, unless told. */
  readonly statusPage?: boolean | undefined
  /** Who runs the relay and where, for the status page. */
  readonly operator?: string | undefined
  readonly region?: string | undefined
  /** Silent, unless told. */
  readonly log?: RelayLog | undefined
}

export interface RelaySettings {
  readonly host: string
  readonly port: number
  readonly limits: RelayLimits
  readonly origins: ReadonlySet<string>
  readonly joinToken: string | undefined
  readonly trustedProxies: readonly string[]
  readonly guestDir: string
  readonly heartbeatMs: number
  readonly drainMs: number
  readonly headersTimeoutMs: number
  readonly tls: RelayTlsOptions | undefined
  readonly metrics: MetricsOptions
  readonly mailbox: MailboxOptions
  readonly nats: NatsOptions
  readonly turn: TurnOptions
  readonly statusPage: boolean
  readonly operator: string | undefined
  readonly region: string | undefined
  readonly log: RelayLog
}

export const resolveRelayOptions = (options: RelayOptions): RelaySettings => ({
  host: options.host ?? '127.0.0.1',
  port: options.port ?? 0,
  limits: options.limits === 'off' ? noLimits : (options.limits ?? defaultLimits),
  origins: new Set(options.origins),
  joinToken: options.joinToken,
  trustedProxies: options.trustedProxies ?? [],
  guestDir: options.guestDir ?? defaultGuestDir(import.meta.dirname),
  heartbeatMs: options.heartbeatMs ?? 30_000,
  drainMs: options.drainMs ?? 3_000,
  headersTimeoutMs: options.headersTimeoutMs ?? 5_000,
  tls: options.tls,
  metrics: options.metrics ?? { access: 'local', token: undefined },
  mailbox: options.mailbox ?? {},
  nats: options.nats ?? { servers: [], prefix: 'foyer' },
  turn: options.turn ?? { urls: [], secret: undefined, lifetimeMinutes: 60 },
  statusPage: options.statusPage ?? true,
  operator: options.operator,
  region: options.region,
  log: options.log ?? createRelayLog('off', () => {}),
})

/** Beside the bundle in the package, in out/relay and in out/main; in out/ when it runs from source. */
function defaultGuestDir(here: string): string {
  const parent = dirname(here)
  const isBundle = basename(parent) === 'out' || existsSync(resolve(parent, 'guest'))
  return resolve(parent, isBundle ? 'guest' : 'out/guest')
}
