import { createHmac, randomBytes } from 'node:crypto'
import type { IceOffer } from '../src-core/sync/relayProtocol.ts'

export interface TurnOptions {
  /** `turn:`, `turns:` and `stun:` addresses (RFC 7064, RFC 7065); none means that nothing is offered. */
  readonly urls: readonly string[]
  /** What the relay and the TURN server share (coturn: `static-auth-secret`). */
  readonly secret: string | undefined
  readonly lifetimeMinutes: number
}

/** Makes what a client is given, each time anew; nothing when there is no server to offer. */
export type OfferIce = () => IceOffer | undefined

/**
 * Credentials by the TURN REST scheme (draft-uberti-behave-turn-rest-00), as coturn's
 * `use-auth-secret` checks them: the name is when they end and something random, so nobody can be told
 * apart by it, and the password is a MAC of the name. Nothing is kept.
 */
export function createIceOffers(
  { urls, secret, lifetimeMinutes }: TurnOptions,
  /** ms since 1970. */
  now: () => number = Date.now,
): OfferIce {
  const stunUrls = urls.filter((url) => url.startsWith('stun'))
  const turnUrls = urls.filter((url) => url.startsWith('turn'))
  const seconds = lifetimeMinutes * 60
  const stun = stunUrls.length > 0 ? [{ urls: stunUrls }] : []

  return () => {
    if (secret === undefined || turnUrls.length === 0) {
      return stun.length > 0 ? { servers: stun, seconds } : undefined
    }
    const expiresAt = Math.floor(now() / 1000) + seconds
    const username = `${expiresAt}:${randomBytes(9).toString('base64url')}`
    const credential = createHmac('sha1', secret).update(username).digest('base64')
    return { servers: [...stun, { urls: turnUrls, username, credential }], seconds }
  }
}
