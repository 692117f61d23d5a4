import type { DeviceId } from '../base/ids.ts'
import type { Clock } from '../ports/index.ts'
import { type Backoff, createBackoff } from './backoff.ts'
import type { Replica } from './sessionTypes.ts'

/** What the sessions of one Space must agree on, so that nothing is fetched twice. */
export interface GossipMember {
  readonly device: DeviceId
  /** Ask for what is missing now. */
  plan(): void
  /** This device's frontiers have grown. `soon`: the peer brought the envelopes and waits for word. */
  frontiersGrew(soon: boolean): void
  logGrew(): void
}

export interface Gossip {
  join(member: GossipMember): () => void
  /**
   * Whether `member` may ask its peer for what follows `have` in a chain: nobody else is being asked,
   * the last try brought something, and the author, if linked itself, gets the first chance.
   */
  mayAsk(member: GossipMember, chain: DeviceId, have: number): boolean
  claim(member: GossipMember, chain: DeviceId): void
  progress(member: GossipMember, chain: DeviceId): void
  /** `brought`: this device's frontier grew by it. */
  release(member: GossipMember, chain: DeviceId, brought: boolean): void
  /** `soon`: nothing more of it is on its way. */
  accepted(from: GossipMember, soon: boolean): void
  logGrew(from: DeviceId): void
}

const CLAIM_MS = 10_000
/** An envelope is pushed by its author to all its peers; others ask only if it did not come. */
const AUTHOR_FIRST_MS = 2_000

interface Claim {
  readonly member: GossipMember
  at: number
}

function createGossip(clock: Clock): Gossip {
  const members = new Set<GossipMember>()
  const claims = new Map<DeviceId, Claim>()
  const backoffs = new WeakMap<GossipMember, Backoff<DeviceId>>()
  /** Since when a chain lacks something that its linked author can give, and how much was there. */
  const waiting = new Map<DeviceId, { readonly since: number; readonly have: number }>()

  const planAll = () => {
    for (const member of [...members]) member.plan()
  }

  const backoffOf = (member: GossipMember): Backoff<DeviceId> => {
    const backoff = backoffs.get(member) ?? createBackoff<DeviceId>(clock, 15_000, 600_000)
    backoffs.set(member, backoff)
    return backoff
  }

  const leftToAuthor = (member: GossipMember, chain: DeviceId, have: number): boolean => {
    if (member.device === chain) return false
    const author = [...members].find(({ device }) => device === chain)
    if (!author || !backoffOf(author).allows(chain)) return false
    const known = waiting.get(chain)
    if (known?.have === have) return clock.now() - known.since < AUTHOR_FIRST_MS
    waiting.set(chain, { since: clock.now(), have })
    clock.after(AUTHOR_FIRST_MS, planAll)
    return true
  }

  const expired = ({ at }: Claim) => Math.abs(clock.now() - at) > CLAIM_MS

  return {
    join(member) {
      members.add(member)
      return () => {
        members.delete(member)
        for (const [chain, claim] of claims) if (claim.member === member) claims.delete(chain)
        planAll()
      }
    },
    mayAsk(member, chain, have) {
      const claim = claims.get(chain)
      if (claim && !expired(claim)) return false
      if (claim) {
        backoffOf(claim.member).failed(chain)
        claims.delete(chain)
      }
      return backoffOf(member).allows(chain) && !leftToAuthor(member, chain, have)
    },
    claim(member, chain) {
      waiting.delete(chain)
      claims.set(chain, { member, at: clock.now() })
      clock.after(CLAIM_MS + 1, planAll)
    },
    progress(member, chain) {
      const claim = claims.get(chain)
      if (claim?.member === member) claim.at = clock.now()
    },
    release(member, chain, brought) {
      if (claims.get(chain)?.member === member) claims.delete(chain)
      if (brought) backoffOf(member).succeeded(chain)
      else {
        backoffOf(member).failed(chain)
        planAll()
      }
    },
    accepted(from, soon) {
      for (const member of members) member.frontiersGrew(soon && member === from)
    },
    logGrew(from) {
      for (const member of members) if (member.device !== from) member.logGrew()
    },
  }
}

const gossips = new WeakMap<Replica, Gossip>()

/** The sessions of one Space share a replica, and so this. */
export function gossipOf(replica: Replica, clock: Clock): Gossip {
  const gossip = gossips.get(replica) ?? createGossip(clock)
  gossips.set(replica, gossip)
  return gossip
}
