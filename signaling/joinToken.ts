import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/** Whether a request may open a WebSocket. */
export type CheckJoinToken = (request: IncomingMessage) => boolean

/**
 * The token comes as `?token=` (a browser can send nothing else with a WebSocket, and y-webrtc takes
 * nothing but a URL) or as `Authorization: Bearer`. Digests of equal length are compared in constant
 * time, so neither a wrong character nor a wrong length shows in the time taken.
 */
export function createJoinTokenCheck(token: string | undefined): CheckJoinToken {
  if (token === undefined) return () => true
  const expected = digest(token)
  return (request) => {
    const given = bearerOf(request) ?? queryTokenOf(request)
    return given !== undefined && timingSafeEqual(digest(given), expected)
  }
}

const digest = (text: string) => createHash('sha256').update(text).digest()

const bearerOf = (request: IncomingMessage) =>
  /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1]

function queryTokenOf(request: IncomingMessage): string | undefined {
  const query = (request.url ?? '').split('?', 2)[1]
  return new URLSearchParams(query).get('token') ?? undefined
}
