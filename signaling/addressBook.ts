import { addressKey } from './addressKey.ts'
import type { RelayLimits } from './limits.ts'
import { TokenBucket } from './tokenBucket.ts'

/** What one address has taken. Kept in memory only, and only until its quotas are whole again. */
export interface AddressUse {
  sockets: number
  connections: number
  subscriptions: number
  readonly handshakes: TokenBucket
  readonly frames: TokenBucket
  readonly requests: TokenBucket
}

export interface AddressBook {
  readonly size: number
  of(address: string): AddressUse
  /** Forgets the addresses that use nothing and owe nothing. */
  sweep(): void
}

export function createAddressBook(limits: RelayLimits, now: () => number): AddressBook {
  const byKey = new Map<string, AddressUse>()
  const create = (): AddressUse => ({
    sockets: 0,
    connections: 0,
    subscriptions: 0,
    handshakes: new TokenBucket(limits.handshakesPerAddress, now()),
    frames: new TokenBucket(limits.framesPerAddress, now()),
    requests: new TokenBucket(limits.requestsPerAddress, now()),
  })
  const isIdle = (use: AddressUse) =>
    use.sockets === 0 &&
    use.connections === 0 &&
    use.handshakes.isFull(now()) &&
    use.frames.isFull(now()) &&
    use.requests.isFull(now())
  return {
    get size() {
      return byKey.size
    },
    of(address) {
      const key = addressKey(address)
      const known = byKey.get(key)
      if (known) return known
      const use = create()
      byKey.set(key, use)
      return use
    },
    sweep() {
      for (const [key, use] of byKey) if (isIdle(use)) byKey.delete(key)
    },
  }
}
