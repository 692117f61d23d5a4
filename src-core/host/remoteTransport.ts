import type { Disposer } from '../base/disposer.ts'
import { createEmitter } from '../base/emitter.ts'
import { idFromBytes, type LinkId } from '../base/ids.ts'
import type { TransportEvent, TransportOrder } from '../bridge/contract.ts'
import type { StreamSink } from '../bridge/types.ts'
import type { LinkOptions, Random, Transport } from '../ports/index.ts'
import { createRemoteLink, type RemoteLink } from './transport/remoteLink.ts'

/** The `Transport` port over a page that holds the lease, and the handlers which that page calls. */
export interface RemoteTransport {
  readonly transport: Transport
  /** Handler of `transport.lease`: one page holds it; others wait and follow in order. */
  lease(input: { readonly pageId: string }, sink: StreamSink<TransportOrder>): Disposer
  /** Handler of `transport.report`. Events about links that are not here are dropped. */
  report(events: readonly TransportEvent[]): void
  /** For `Bulk.takeFrames`: at most 1 MiB; empty when nothing waits. */
  takeFrames(linkId: LinkId): Uint8Array
  /** For `Bulk.putFrames`. */
  putFrames(linkId: LinkId, piece: Uint8Array): void
}

const NO_PAGE = 'no page has a connection to the network'
const PAGE_GONE = 'the page that held the connections is gone'

export function createRemoteTransport(options: { readonly random: Random }): RemoteTransport {
  const links = new Map<LinkId, RemoteLink>()
  const available = createEmitter<boolean>()
  /** The first one holds the lease. */
  const pages: StreamSink<TransportOrder>[] = []

  const leave = (page: StreamSink<TransportOrder>) => {
    const at = pages.indexOf(page)
    if (at < 0) return
    pages.splice(at, 1)
    if (at > 0) return
    const orphans = [...links.values()]
    links.clear()
    available.emit(false)
    for (const link of orphans) link.end(PAGE_GONE)
    if (pages.length > 0) available.emit(true)
  }

  const open = (link: LinkOptions): RemoteLink => {
    const id = idFromBytes<LinkId>(options.random.bytes(16))
    const holder = pages[0]
    const remote = createRemoteLink(id, (order) => {
      if (holder && pages[0] === holder) holder.emit(order)
    })
    if (!holder) {
      Promise.resolve().then(() => remote.end(NO_PAGE))
      return remote
    }
    links.set(id, remote)
    remote.onClose(() => links.delete(id))
    const { polite, relayOnly, iceServers } = link
    holder.emit({ type: 'open', linkId: id, polite, relayOnly, iceServers: iceServers.map(copy) })
    return remote
  }

  return {
    transport: {
      get available() {
        return pages.length > 0
      },
      onAvailable: available.on,
      open,
    },
    lease(_, page) {
      pages.push(page)
      if (pages.length === 1) available.emit(true)
      return () => leave(page)
    },
    report(events) {
      for (const event of events) links.get(event.linkId)?.receiveEvent(event)
    },
    takeFrames: (linkId) => links.get(linkId)?.takeFrames() ?? new Uint8Array(0),
    putFrames: (linkId, piece) => links.get(linkId)?.putFrames(piece),
  }
}

const copy = ({ urls, ...rest }: LinkOptions['iceServers'][number]) => ({
  urls: [...urls],
  ...rest,
})
