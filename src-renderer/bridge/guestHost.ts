import { connect } from '../../src-core/bridge/connect.ts'
import { contract } from '../../src-core/bridge/contract.ts'
import {
  createMessagePortPort,
  type MessagePortLike,
} from '../../src-core/bridge/messagePortPort.ts'
import type { GuestWorkerStart } from '../entries/guestWorker.ts'
import type { Connection } from '../state/client.ts'
import { browserRtc, keepTransport } from '../transport/keepTransport.ts'
import { connectWorkerBulk } from './workerBulk.ts'

/** The relay is whoever served this page. */
const servingRelay = () => `${location.protocol === 'https:' ? 'wss:' : 'ws:'}//${location.host}`

export interface GuestHost {
  readonly connection: Connection
  end(): void
}

/** Starts the host of a guest page in a Worker of its own; it ends with the page. */
export function startGuestHost(): GuestHost {
  const worker = new Worker(new URL('../entries/guestWorker.ts', import.meta.url), {
    type: 'module',
  })
  const bridge = new MessageChannel()
  const bulkChannel = new MessageChannel()
  const start: GuestWorkerStart = {
    bridge: bridge.port2,
    bulk: bulkChannel.port2,
    relay: servingRelay(),
  }
  worker.postMessage(start, [bridge.port2, bulkChannel.port2])

  const port = createMessagePortPort(bridge.port1 as unknown as MessagePortLike)
  const client = connect(port, contract)
  const bulk = connectWorkerBulk(bulkChannel.port1 as unknown as MessagePortLike)
  const stop = keepTransport({ client, bulk, rtc: browserRtc })
  const end = () => {
    stop()
    // What it held was in its memory only.
    worker.terminate()
  }
  return { connection: { client, bulk }, end }
}
