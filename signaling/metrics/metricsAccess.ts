import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'
import { createJoinTokenCheck } from '../joinToken.ts'

export const metricsAccess = ['local', 'anyone', 'off'] as const

export interface MetricsOptions {
  readonly access: (typeof metricsAccess)[number]
  readonly token: string | undefined
}

/** Whether a request may read the metrics. */
export function createMetricsAccess({ access, token }: MetricsOptions) {
  const hasToken = token === undefined ? () => false : createJoinTokenCheck(token)
  return (request: IncomingMessage): boolean => {
    if (access !== 'local') return access === 'anyone'
    return isLocal(request) || hasToken(request)
  }
}

const forwardingHeaders = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via']

/**
 * From this computer, addressed to this computer, and passed on by nobody: a request that came
 * through a reverse proxy has a loopback address too.
 */
function isLocal({ socket, headers }: IncomingMessage): boolean {
  return (
    isLoopback(socket.remoteAddress ?? '') &&
    isLoopback(hostnameOf(headers.host ?? '')) &&
    !forwardingHeaders.some((name) => headers[name] !== undefined)
  )
}

const hostnameOf = (host: string) => host.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1')

const isLoopback = (address: string): boolean =>
  address === 'localhost' ||
  address === '::1' ||
  (isIP(address.replace(/^::ffff:/, '')) === 4 && /^(::ffff:)?127\./.test(address))
