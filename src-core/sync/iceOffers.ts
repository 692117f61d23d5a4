import type { Clock, IceServer } from '../ports/index.ts'
import type { IceOffer } from './relayProtocol.ts'

/** What the relays offer for finding a way to each other, each until it ends. */
export interface IceOffers {
  /** Takes an offer; how many ms later the relay should be asked for the next one. */
  take(relay: string, offer: IceOffer): number
  forget(relay: string): void
  servers(): readonly IceServer[]
}

/** Browsers slow down with more; a few servers of one relay are as good as all of all. */
const MAX_SERVERS = 4
/** Asked anew when half of the time has passed: a link may be made long after. */
const RENEW_AFTER = 0.5

export function createIceOffers(clock: Clock): IceOffers {
  const offers = new Map<string, { servers: readonly IceServer[]; until: number }>()
  return {
    take(relay, { servers, seconds }) {
      offers.set(relay, { servers, until: clock.now() + seconds * 1_000 })
      return seconds * 1_000 * RENEW_AFTER
    },
    forget: (relay) => void offers.delete(relay),
    servers: () =>
      [...offers.values()]
        .filter(({ until }) => until > clock.now())
        .flatMap(({ servers }) => servers)
        .slice(0, MAX_SERVERS),
  }
}
