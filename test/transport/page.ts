import { connect } from '../../src-core/bridge/connect.ts'
import { contract } from '../../src-core/bridge/contract.ts'
import { createFetchBulk } from '../../src-renderer/bridge/fetchBulk.ts'
import { openWebSocketPort } from '../../src-renderer/bridge/webSocketConnection.ts'
import { browserRtc, keepTransport } from '../../src-renderer/transport/keepTransport.ts'

/** A page of the test's own: the product's transport page on the product's bridge, and nothing else. */
async function main(): Promise<void> {
  const port = await openWebSocketPort(location.origin, 'test')
  if (!port) throw new Error('no bridge')
  const bulk = createFetchBulk({ fetch: (path, init) => fetch(path, init) })
  keepTransport({ client: connect(port, contract), bulk, rtc: browserRtc })
}

void main()
