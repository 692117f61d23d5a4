import { missingCase } from '../../src-core/base/assert.ts'
import type { Disposer } from '../../src-core/base/disposer.ts'
import type { LinkId } from '../../src-core/base/ids.ts'
import type { Bulk } from '../../src-core/bridge/bulk.ts'
import type { TransportEvent, TransportOrder } from '../../src-core/bridge/contract.ts'
import { createReporter } from './reporter.ts'
import { type ConnectionFactory, createRtcLink, type RtcLink } from './rtcLink.ts'

/** The part of the bridge that a transport page uses. */
export interface TransportClient {
  readonly transport: {
    lease(
      input: { pageId: string },
      onOrder: (order: TransportOrder) => void,
      onEnd?: (error?: Error) => void,
    ): Disposer
    report(input: { events: TransportEvent[] }): Promise<unknown>
  }
}

export interface TransportPageOptions {
  readonly client: TransportClient
  readonly bulk: Pick<Bulk, 'takeFrames' | 'putFrames'>
  readonly rtc: ConnectionFactory
  /** Called when the host ends the lease, or the connection to it is gone: links are closed by then. */
  readonly onEnd?: (error?: Error) => void
}

/**
 * Holds the host's WebRTC connections while it has the lease. It asks for the lease and does what it
 * is ordered; with several pages open, the host gives orders to one, and to the next when that goes.
 * It knows no keys and shows nothing. The disposer closes every link and gives the lease back.
 */
export function createTransportPage(options: TransportPageOptions): Disposer {
  const { client, bulk, rtc, onEnd } = options
  const links = new Map<LinkId, RtcLink>()
  const report = createReporter((events) => client.transport.report({ events }))

  const open = (order: Extract<TransportOrder, { type: 'open' }>) => {
    const tell = (event: TransportEvent) => {
      if (event.type === 'closed') links.delete(event.linkId)
      report(event)
    }
    try {
      links.set(order.linkId, createRtcLink({ order, rtc, bulk, report: tell }))
    } catch (error) {
      tell({ type: 'closed', linkId: order.linkId, reason: String(error).slice(0, 200) })
    }
  }

  const obey = (order: TransportOrder): void => {
    const link = links.get(order.linkId)
    switch (order.type) {
      case 'open':
        open(order)
        break
      case 'signal':
        link?.receiveSignal(order.signal)
        break
      case 'frames':
        link?.sendLive(order.frames)
        break
      case 'bulkWaiting':
        link?.fetchBulk()
        break
      case 'close':
        link?.close(order.reason)
        break
      default:
        missingCase(order)
    }
  }

  const closeAll = (reason: string) => {
    for (const link of [...links.values()]) link.close(reason)
  }
  const pageId = crypto.getRandomValues(new Uint32Array(2)).join('-')
  const giveBack = client.transport.lease({ pageId }, obey, (error) => {
    closeAll('the host ended the lease')
    onEnd?.(error)
  })
  return () => {
    closeAll('the page is closing')
    giveBack()
  }
}
