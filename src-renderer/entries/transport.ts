import { connect } from '../../src-core/bridge/connect.ts'
import { contract } from '../../src-core/bridge/contract.ts'
import type { Port } from '../../src-core/bridge/port.ts'
import { createFetchBulk } from '../bridge/fetchBulk.ts'
import { browserRtc, keepTransport } from '../transport/keepTransport.ts'

/**
 * The desktop's hidden window: it moves bytes for the host and shows nothing, so that a reload of the
 * visible window does not touch the connections.
 */
const { foyer } = window as unknown as { readonly foyer: Port }

keepTransport({
  client: connect(foyer, { transport: contract.transport }),
  bulk: createFetchBulk({ fetch: (path, init) => fetch(path, init) }),
  rtc: browserRtc,
})
