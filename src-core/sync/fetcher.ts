import type { DeviceId } from '../base/ids.ts'
import type { DeviceHead } from '../ports/index.ts'
import type { EnvelopeInbox } from './envelopeInbox.ts'
import type { GossipMember } from './gossip.ts'
import { MAX_HEADS } from './messages.ts'
import type { SessionContext } from './sessionContext.ts'

export interface Fetcher {
  /** The peer told of these heads; `all` is everything it has told. */
  heard(heads: readonly DeviceHead[]): void
  readonly all: readonly DeviceHead[]
  plan(): void
  /** A batch for a want. False: nobody asked for it. */
  receive(id: number, batch: readonly Uint8Array[], last: boolean): boolean
}

interface Want {
  readonly chain: DeviceId
  /** Where this device's frontier was when it asked. */
  readonly before: number
  nextSeq: number
  count: number
}

const MAX_WANTS = 8
export const WANT_LIMIT = 2_048
/** No further want goes out while this much waits to be dealt with. */
const MAX_UNREAD_BYTES = 8 * 1024 * 1024

/** Asks the peer for what it has and this device lacks. */
export function createFetcher(
  context: SessionContext,
  member: GossipMember,
  inbox: EnvelopeInbox,
): Fetcher {
  const { gossip, replica } = context
  const peer = new Map<DeviceId, DeviceHead>()
  const wants = new Map<number, Want>()
  let lastId = 0
  let planning = false

  const seqOf = (chain: DeviceId) =>
    replica.frontiers().find(({ deviceId }) => deviceId === chain)?.seq ?? 0

  const ask = (chain: DeviceId, fromSeq: number, before: number) => {
    const id = ++lastId
    wants.set(id, { chain, before, nextSeq: fromSeq, count: 0 })
    gossip.claim(member, chain)
    context.say('live', { type: 'want', id, device: chain, fromSeq, limit: WANT_LIMIT })
  }

  const isWanted = (chain: DeviceId) => [...wants.values()].some((want) => want.chain === chain)

  const plan = () => {
    // Claims and releases call back into `plan`.
    if (planning || !context.isTrusted() || inbox.waitingBytes > MAX_UNREAD_BYTES) return
    planning = true
    const mine = new Map(replica.frontiers().map(({ deviceId, seq }) => [deviceId, seq]))
    for (const { deviceId, seq } of peer.values()) {
      if (wants.size >= MAX_WANTS) break
      const have = mine.get(deviceId) ?? 0
      if (seq <= have || isWanted(deviceId)) continue
      if (gossip.mayAsk(member, deviceId, have)) ask(deviceId, have + 1, have)
    }
    planning = false
  }

  const settle = (want: Want) => {
    gossip.release(member, want.chain, seqOf(want.chain) > want.before)
    plan()
  }

  /** The next part is asked for before this one has been dealt with: the line stays full. */
  const goOn = (want: Want): boolean => {
    const more = (peer.get(want.chain)?.seq ?? 0) >= want.nextSeq && want.count > 0
    if (!more || inbox.waitingBytes > MAX_UNREAD_BYTES) return false
    ask(want.chain, want.nextSeq, want.before)
    return true
  }

  return {
    heard(heads) {
      for (const head of heads)
        if (peer.has(head.deviceId) || peer.size < MAX_HEADS) peer.set(head.deviceId, head)
      plan()
    },
    get all() {
      return [...peer.values()]
    },
    plan,
    receive(id, batch, last) {
      const want = wants.get(id)
      if (!want) return false
      want.nextSeq += batch.length
      want.count += batch.length
      gossip.progress(member, want.chain)
      if (last) wants.delete(id)
      const continued = last && goOn(want)
      const taken = inbox.put(batch, () => {
        if (batch.length > 0) gossip.accepted(member)
        if (last && !continued) settle(want)
      })
      if (taken) return true
      wants.delete(id)
      settle(want)
      return true
    },
  }
}
