import type { IncomingMessage } from 'node:http'
import { BlockList, isIP } from 'node:net'

/** The address a request counts for: its socket's, or what a trusted proxy says it saw. */
export type ClientAddressOf = (peer: string, forwardedFor: string | undefined) => string

export interface ProxyTrust {
  isTrusted(address: string): boolean
  readonly clientAddressOf: ClientAddressOf
  /** Whom a request comes from. */
  senderOf(request: IncomingMessage): string
}

/**
 * @param proxies addresses or CIDR blocks, for example `127.0.0.1` or `10.0.0.0/8`. Throws on one
 *   that is neither. With none, `X-Forwarded-For` is never read.
 */
export function createProxyTrust(proxies: readonly string[]): ProxyTrust {
  const trusted = new BlockList()
  for (const proxy of proxies) addBlock(trusted, proxy)
  const isTrusted = (address: string) => {
    const family = isIP(address)
    return family !== 0 && trusted.check(address, family === 6 ? 'ipv6' : 'ipv4')
  }
  const clientAddressOf: ClientAddressOf = (peer, forwardedFor) => {
    if (forwardedFor === undefined || !isTrusted(peer)) return peer
    // The rightmost entry was written by our own proxy; entries further left are only as
    // trustworthy as the proxy that stands right of them.
    const hops = forwardedFor.split(',').map((hop) => hop.trim())
    for (const hop of hops.reverse()) {
      if (isIP(hop) === 0) return peer
      if (!isTrusted(hop)) return hop
    }
    return peer
  }
  return {
    isTrusted,
    clientAddressOf,
    senderOf: (request) =>
      clientAddressOf(request.socket.remoteAddress ?? '', forwardedForOf(request)),
  }
}

function forwardedForOf(request: IncomingMessage): string | undefined {
  const header = request.headers['x-forwarded-for']
  return Array.isArray(header) ? header.join(',') : header
}

function addBlock(list: BlockList, proxy: string): void {
  const [address = '', prefix] = proxy.split('/')
  const family = isIP(address)
  if (family === 0) throw new RangeError(`"${proxy}" is not an address or a CIDR block`)
  const type = family === 6 ? 'ipv6' : 'ipv4'
  if (prefix === undefined) list.addAddress(address, type)
  else list.addSubnet(address, Number(prefix), type)
}
