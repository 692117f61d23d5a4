import type { Disposer } from '../../src-core/base/disposer.ts'
import type { Bulk } from '../../src-core/bridge/bulk.ts'
import { connect } from '../../src-core/bridge/connect.ts'
import { contract, type FoyerContract } from '../../src-core/bridge/contract.ts'
import type { Client } from '../../src-core/bridge/types.ts'
import { createFetchBulk } from './fetchBulk.ts'
import { fetchTicket, type HostSession, openHostSession } from './hostSession.ts'
import { keepConnected } from './keepConnected.ts'
import { openWebSocketPort } from './webSocketConnection.ts'

export type BrowserHostState =
  | { readonly state: 'connecting' }
  /** A new client every time: streams of an earlier one have ended. */
  | { readonly state: 'connected'; readonly client: Client<FoyerContract>; readonly bulk: Bulk }
  /** Only a new address from the terminal lets this page in. */
  | { readonly state: 'noSession' }

/** What was behind `#`, taken out of the address and the history before anything else happens. */
function takeFragment(): string {
  const fragment = location.hash.slice(1)
  if (fragment) history.replaceState(history.state, '', location.pathname + location.search)
  return fragment
}

/** Connects a page of the browser host, and again whenever the host was away. */
export function connectToBrowserHost(onChange: (state: BrowserHostState) => void): Disposer {
  const fragment = takeFragment()
  const fetchHere = (path: string, init: RequestInit) => fetch(path, init)
  let stop: Disposer = () => undefined
  let stopped = false

  const connectWith = (session: HostSession) => {
    const disconnect = keepConnected({
      open: () => openWebSocketPort(location.origin, session.token),
      isKnown: async () => (await fetchTicket({ fetch: fetchHere }, session.token)) !== undefined,
      onChange(link) {
        if (link.state === 'connecting') onChange(link)
        else if (link.state === 'ended') onChange({ state: 'noSession' })
        else
          onChange({
            state: 'connected',
            client: connect(link.port, contract),
            bulk: createFetchBulk({ fetch: fetchHere, session }),
          })
      },
    })
    stop = () => {
      disconnect()
      session.close()
    }
    if (stopped) stop()
  }

  onChange({ state: 'connecting' })
  openHostSession({
    fragment,
    storage: sessionStorage,
    channel: new BroadcastChannel('foyer.session'),
    fetch: fetchHere,
  }).then(
    (session) => {
      if (session) connectWith(session)
      else if (!stopped) onChange({ state: 'noSession' })
    },
    () => {
      if (!stopped) onChange({ state: 'noSession' })
    },
  )
  return () => {
    stopped = true
    stop()
  }
}
