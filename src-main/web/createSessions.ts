import { randomBytes, timingSafeEqual } from 'node:crypto'

/** How long an address for a download stays good, in ms. */
export const TICKET_MS = 10 * 60_000

export interface Sessions {
  /** A fresh one-time token; those made before stay good until used, so a printed link never breaks. */
  createToken(): string
  /** Exchanges a one-time token for the session's token; undefined when it is not one, or used. */
  redeem(token: string): string | undefined
  isSession(token: string): boolean
  /** For addresses that a browser fetches without our headers. */
  createTicket(): string
  isTicket(ticket: string): boolean
}

const TOKEN_BYTES = 32
const MAX_TOKENS = 16
const MAX_TICKETS = 256

const create = () => randomBytes(TOKEN_BYTES).toString('base64url')

function equal(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}

/**
 * Who may talk to the browser host: pages that were opened with a one-time token from the terminal, and
 * further tabs that the first one let in. All tabs of a start share one session; it ends with the host.
 */
export function createSessions(now: () => number): Sessions {
  const session = create()
  let tokens: string[] = []
  let tickets: { readonly ticket: string; readonly until: number }[] = []
  return {
    createToken() {
      const token = create()
      tokens = [...tokens, token].slice(-MAX_TOKENS)
      return token
    },
    redeem(token) {
      const left = tokens.filter((one) => !equal(one, token))
      if (left.length === tokens.length) return undefined
      tokens = left
      return session
    },
    isSession: (token) => equal(session, token),
    createTicket() {
      const ticket = create()
      const fresh = tickets.filter(({ until }) => until > now())
      tickets = [...fresh, { ticket, until: now() + TICKET_MS }].slice(-MAX_TICKETS)
      return ticket
    },
    isTicket: (ticket) => tickets.some((one) => one.until > now() && equal(one.ticket, ticket)),
  }
}
