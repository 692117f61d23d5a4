import type { LinkOptions, Transport, TransportLink } from '../ports/index.ts'

export type IceOptions = Pick<LinkOptions, 'iceServers' | 'relayOnly'>

export interface IceTransport extends Transport {
  /** Ends links that show this device's address although they may not. */
  recheck(): void
}

/**
 * A transport whose links use the servers that the relays offer now, and where the person hides the
 * own address nothing but a TURN server.
 */
export function createIceTransport(transport: Transport, ice: () => IceOptions): IceTransport {
  const direct = new Set<TransportLink>()
  return {
    get available() {
      return transport.available
    },
    onAvailable: transport.onAvailable,
    open(options) {
      const chosen = ice()
      const link = transport.open({ ...options, ...chosen })
      // A link that was told to use the TURN server only has no other candidates (RFC 8829, 4.1.1).
      if (!chosen.relayOnly) {
        direct.add(link)
        link.onOpen(({ route }) => route === 'relayed' && direct.delete(link))
        link.onClose(() => direct.delete(link))
      }
      return link
    },
    recheck() {
      if (!ice().relayOnly) return
      for (const link of [...direct]) link.close('the address is hidden now')
    },
  }
}
