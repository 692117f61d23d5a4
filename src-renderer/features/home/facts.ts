import type { QueryValue } from '../../state/client.ts'

/** What the host knows of where the data is. */
export type Facts = QueryValue<'app', 'facts'>

export type RelayState = 'none' | 'online' | 'connecting' | 'offline'

/** How the relays stand together: the best of them counts. */
export function relayState(relays: Facts['relays']): RelayState {
  for (const status of ['online', 'connecting', 'offline'] as const) {
    if (relays.some((relay) => relay.status === status)) return status
  }
  return 'none'
}
