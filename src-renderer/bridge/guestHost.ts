import { connect } from '../../src-core/bridge/connect.ts'
import { contract } from '../../src-core/bridge/contract.ts'
import {
  createMessagePortPort,
  type MessagePortLike,
} from '../../src-core/bridge/messagePortPort.ts'
import type { Connection } from '../state/client.ts'
import type { VisitChoice } from '../state/visitChoice.ts'
import { browserRtc, keepTransport } from '../transport/keepTransport.ts'
import type { GuestWorker } from './startGuestWorker.ts'
import { type ChoiceShelf, createVisitChoice } from './visitChoice.ts'
import { connectWorkerBulk } from './workerBulk.ts'

export interface GuestHost {
  readonly connection: Connection
  readonly choice: VisitChoice
  end(): void
}

/** Connects a guest page to its host, and gives the host its connections; `shelf` is the tab’s. */
export function connectGuestHost(worker: GuestWorker, shelf: ChoiceShelf): GuestHost {
  const port = createMessagePortPort(worker.bridge as unknown as MessagePortLike)
  const client = connect(port, contract)
  const bulk = connectWorkerBulk(worker.bulk as unknown as MessagePortLike)
  const stop = keepTransport({ client, bulk, rtc: browserRtc })
  const end = () => {
    stop()
    worker.end()
  }
  return { connection: { client, bulk }, choice: createVisitChoice(worker.choice, shelf), end }
}
