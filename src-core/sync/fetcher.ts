import type { DeviceId } from '../base/ids.ts'
import type { DeviceHead } from '../ports/index.ts'
import { createBackoff } from './backoff.ts'
import { chainHash, openHeader } from './envelope.ts'
import type { EnvelopeInbox } from './envelopeInbox.ts'
import type { GossipMember } from './gossip.ts'
import { MAX_HEADS } from './messages.ts'
import type { SessionContext } from './sessionContext.ts'
import { openStub } from './stub.ts'
import { toldSeq } from './toldSeq.ts'

export interface Fetcher {
  /** The peer told of these heads; `all` is everything it has told. */
  heard(heads: readonly DeviceHead[]): void
  readonly all: readonly DeviceHead[]
  plan(): void
  /** Something was asked for and has not come whole. */
  readonly isWaiting: boolean
  /** A batch for a want. False: nobody asked for it. */
  receive(id: number, batch: readonly Uint8Array[], last: boolean): boolean
}

interface Want {
  readonly chain: DeviceId
  /** Not for what is missing: to see what the peer has under numbers that are here too. */
  readonly probes: boolean
  /** Where this device's frontier was when it asked. */
  readonly before: number
  readonly fromSeq: number
  /** Behind the last envelope that came; a segment stands for many. */
  nextSeq: number
  /** Envelopes and segments that came. */
  count: number
  /** Of a look: the peer has something else under the first number too. */
  differs?: boolean
}

const MAX_WANTS = 8
/** Envelopes of one look at a chain that went two ways, and how often a chain is looked at, ms. */
const PROBE_LIMIT = 64
const PROBE_EVERY_MS = 60_000
const MAX_PROBE_EVERY_MS = 3_600_000
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
  const probedAt = new Map<DeviceId, number>()
  /** Numbers of chains that were asked for as parts of a branch. */
  const seeking = createBackoff<string>(context.clock, PROBE_EVERY_MS, MAX_PROBE_EVERY_MS)
  let planning = false

  const seqOf = (chain: DeviceId) =>
    replica.frontiers().find(({ deviceId }) => deviceId === chain)?.seq ?? 0

  const ask = (chain: DeviceId, fromSeq: number, before: number) => {
    const id = ++lastId
    wants.set(id, { chain, probes: false, before, fromSeq, nextSeq: fromSeq, count: 0 })
    gossip.claim(member, chain)
    context.say('live', { type: 'want', id, device: chain, fromSeq, limit: WANT_LIMIT })
  }

  /**
   * Rule 35: the peer has something else under `seq`. What it has is looked at, backwards until both have
   * the same again; the replica compares.
   */
  const probe = (chain: DeviceId, seq: number) => {
    seeking.failed(`${chain} ${seq}`)
    const fromSeq = Math.max(1, seq - PROBE_LIMIT + 1)
    const id = ++lastId
    wants.set(id, { chain, probes: true, before: seq, fromSeq, nextSeq: fromSeq, count: 0 })
    const limit = seq - fromSeq + 1
    context.say('live', { type: 'want', id, device: chain, fromSeq, limit })
  }
  const probeOnce = (chain: DeviceId, seq: number) => {
    const at = context.clock.now()
    if (seq < 1 || at - (probedAt.get(chain) ?? Number.NEGATIVE_INFINITY) < PROBE_EVERY_MS) return
    probedAt.set(chain, at)
    probe(chain, seq)
  }
  /** Rule 15: the branch that the log names, from whoever has as much of the chain. */
  const seek = () => {
    if (!context.isTrusted()) return
    for (const { deviceId, seq } of replica.sought?.() ?? []) {
      const has = (peer.get(deviceId)?.seq ?? 0) >= seq
      if (has && seeking.allows(`${deviceId} ${seq}`)) probe(deviceId, seq)
    }
  }
  const look = (want: Want, batch: readonly Uint8Array[], last: boolean) => {
    const [first] = batch
    const { fromSeq } = want
    if (first && want.count === batch.length) want.differs = isOther(want.chain, first)
    inbox.put(batch, () => {
      if (last && want.differs && fromSeq > 1) probe(want.chain, fromSeq - 1)
      if (last) seek()
    })
    return true
  }
  /** Within a segment there are no hashes to compare: the replica compares contents. */
  const isOther = (chain: DeviceId, bytes: Uint8Array) => {
    const header = openHeader(bytes)
    const said = header ? { ...header, hash: chainHash(bytes, header) } : openStub(bytes)
    const kept = said && replica.hashAt(chain, said.seq)
    return !said || (kept !== undefined && kept !== said.hash)
  }
  const differs = ({ deviceId, seq, hash }: DeviceHead) => {
    const kept = replica.hashAt(deviceId, seq)
    return kept !== undefined && kept !== hash
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
    seek()
  }

  const settle = (want: Want) => {
    const brought = seqOf(want.chain) > want.before
    gossip.release(member, want.chain, brought)
    // They do not follow on what is here: perhaps the chain went two ways.
    if (!brought && want.count > 0) probeOnce(want.chain, want.before)
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
      for (const head of heads) if (differs(head)) probeOnce(head.deviceId, head.seq)
      plan()
    },
    get all() {
      return [...peer.values()]
    },
    plan,
    get isWaiting() {
      return wants.size > 0
    },
    receive(id, batch, last) {
      const want = wants.get(id)
      if (!want) return false
      for (const bytes of batch) want.nextSeq = Math.max(want.nextSeq, toldSeq(bytes)) + 1
      want.count += batch.length
      if (want.probes) {
        if (last) wants.delete(id)
        return look(want, batch, last)
      }
      gossip.progress(member, want.chain)
      if (last) wants.delete(id)
      const continued = last && goOn(want)
      const taken = inbox.put(batch, () => {
        if (batch.length > 0) gossip.accepted(member, last && !continued)
        if (last && !continued) settle(want)
      })
      if (taken) return true
      wants.delete(id)
      settle(want)
      return true
    },
  }
}
