import type { IncomingMessage } from 'node:http'
import type { AddressBook, AddressUse } from './addressBook.ts'
import type { ProxyTrust } from './clientAddress.ts'
import type { CheckJoinToken } from './joinToken.ts'
import type { RelayLimits } from './limits.ts'

/** Why a WebSocket handshake is refused, as an HTTP status. */
export type Refusal = 400 | 401 | 403 | 429 | 503

export type Admission =
  | { readonly ok: true; readonly use: AddressUse }
  | { readonly ok: false; readonly status: Refusal }

export interface AdmissionOptions {
  readonly limits: RelayLimits
  readonly origins: ReadonlySet<string>
  readonly checkJoinToken: CheckJoinToken
  readonly proxies: ProxyTrust
  readonly addresses: AddressBook
  readonly connectionCount: () => number
  /** ms, monotonic. */
  readonly now: () => number
}

/** Decides who may open a WebSocket. */
export function createAdmission(options: AdmissionOptions) {
  const { limits, origins, checkJoinToken, proxies, addresses, connectionCount, now } = options
  const refuse = (status: Refusal): Admission => ({ ok: false, status })

  return (request: IncomingMessage): Admission => {
    const use = addresses.of(proxies.senderOf(request))
    // Attempts count before anything else, so that a token cannot be guessed at any speed.
    if (!use.handshakes.tryTake(1, now())) return refuse(429)
    if (!isWholeHandshake(request)) return refuse(400)
    if (isForeignPage(request.headers.origin, origins)) return refuse(403)
    if (!checkJoinToken(request)) return refuse(401)
    if (connectionCount() >= limits.connections) return refuse(503)
    if (use.connections >= limits.connectionsPerAddress) return refuse(429)
    return { ok: true, use }
  }
}

/** Node leaves both to whoever takes the upgrade (RFC 6455, 4.2.1). */
const isWholeHandshake = ({ httpVersion, headers }: IncomingMessage): boolean =>
  httpVersion === '1.1' && headers.host !== undefined

/**
 * Browsers always send an Origin and a page cannot change it. What sends none is a program, such as
 * the Foyer app, which could claim any: against programs there is the join token.
 */
const isForeignPage = (origin: string | undefined, allowed: ReadonlySet<string>): boolean =>
  allowed.size > 0 && origin !== undefined && !allowed.has(origin)
