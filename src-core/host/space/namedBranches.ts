import type { DeviceId, SpaceId } from '../../base/ids.ts'
import type { Run } from '../../documents/snapshots/index.ts'
import {
  lastSeqOf,
  type MembershipState,
  type NamedEnvelope,
  namedEnvelopes,
} from '../../membership/index.ts'
import type { EnvelopeRow, Storage } from '../../ports/index.ts'
import { isStub, openStub } from '../../sync/index.ts'
import { type Chains, firstOf } from './chains.ts'
import { type Branch, createOfferedRows } from './offeredRows.ts'
import type { Snapshots } from './snapshots.ts'
import type { SpaceMembership } from './spaceMembership.ts'

export interface NamedBranchesOptions {
  readonly spaceId: SpaceId
  readonly self: DeviceId
  readonly storage: Pick<Storage, 'envelopes'>
  readonly membership: Pick<SpaceMembership, 'state'>
  readonly chains: Pick<Chains, 'head' | 'heads'>
  /** The last envelope of a device before it was proven to equivocate (rule 35). */
  readonly provenEnd: (deviceId: DeviceId) => number | undefined
  readonly snapshots: () => Pick<Snapshots, 'refusedRuns' | 'revision'>
  /** What is kept under the numbers of this envelope or segment says the same. */
  readonly agrees: (bytes: Uint8Array) => boolean
}

/**
 * Rule 15: a cut-off names the last accepted envelope by its hash, and with it the branch of the device's
 * chain that counts. Where a device signed two, a replica that has the other one finds out here, and
 * gathers the named one from its end backwards: each envelope vouches for the one before.
 */
export interface NamedBranches {
  /** The last number before a chain that goes another way than the log names; undefined for all others. */
  lastSeq(deviceId: DeviceId): number | undefined
  /** What the log names and the chain here does not have. */
  lacking(deviceId: DeviceId): NamedEnvelope | undefined
  /** What others are to be asked for, from this number backwards. */
  sought(): readonly { readonly deviceId: DeviceId; readonly seq: number }[]
  isSought(deviceId: DeviceId): boolean
  /** What came does not follow on the chain here. */
  strayed(deviceId: DeviceId): void
  /** The author's signature has been verified, or a snapshot vouches for the stub; `prev`: what it says to stand on. */
  offer(row: EnvelopeRow, prev: string | null): void
  /** Named branches that are here now, down to where they meet the chain; each is told once. */
  complete(): readonly Branch[]
}

type Lack = NamedEnvelope & { readonly how: 'other' | 'within' | 'ahead' }

interface Known {
  readonly state: MembershipState
  readonly head: string | undefined
  readonly end: number | undefined
  /** Of the snapshots. */
  readonly revision: number
  readonly broken: Run | undefined
  readonly lacks: readonly Lack[]
}

const keyOf = (deviceId: DeviceId, { seq, hash }: NamedEnvelope) => `${deviceId} ${seq} ${hash}`

export function createNamedBranches(options: NamedBranchesOptions): NamedBranches {
  const { spaceId, self, storage, membership, chains, provenEnd } = options
  const cache = new Map<DeviceId, Known>()
  /** Named envelopes that stand in a segment whose content has been compared. */
  const compared = new Set<string>()
  /** Branches that leave what an earlier cut-off names: nothing goes through both. */
  const hopeless = new Set<string>()
  const stray = new Set<DeviceId>()
  const offered = createOfferedRows()

  const kept = (deviceId: DeviceId, seq: number) => {
    const [row] = storage.envelopes.ofDevice(spaceId, deviceId, seq, 1)
    return row && firstOf(row) <= seq ? row : undefined
  }
  const hashAt = (deviceId: DeviceId, seq: number) => {
    const row = kept(deviceId, seq)
    return row?.seq === seq ? row.hash : undefined
  }
  const endOf = (deviceId: DeviceId) =>
    Math.min(
      lastSeqOf(membership.state(), deviceId) ?? Number.POSITIVE_INFINITY,
      provenEnd(deviceId) ?? Number.POSITIVE_INFINITY,
    )

  function lackOf(deviceId: DeviceId, named: NamedEnvelope): Lack | undefined {
    const row = kept(deviceId, named.seq)
    if (!row) return { ...named, how: 'ahead' }
    if (row.seq !== named.seq && isStub(row.bytes)) return undefined
    if (row.seq !== named.seq)
      return compared.has(keyOf(deviceId, named)) ? undefined : { ...named, how: 'within' }
    if (row.hash !== named.hash) return { ...named, how: 'other' }
    compared.add(keyOf(deviceId, named))
    return undefined
  }

  /**
   * The rest of a run stands behind what was here of it before, on the word of a snapshot. Where that is refused here, it
   * says something else than what was here, which may be of another branch: nothing links the two.
   */
  function brokenIn(deviceId: DeviceId): Run | undefined {
    for (const { last, hash } of options.snapshots().refusedRuns(deviceId)) {
      const row = kept(deviceId, last)
      const said = row?.seq === last && row.hash === hash ? openStub(row.bytes) : undefined
      if (row && said && said.firstSeq < firstOf(row)) return { first: firstOf(row), last }
    }
    return undefined
  }

  function knownOf(deviceId: DeviceId): Known {
    const state = membership.state()
    const [head, end] = [chains.head(deviceId)?.hash, endOf(deviceId)]
    const revision = options.snapshots().revision()
    const known = cache.get(deviceId)
    const isSame = known?.state === state && known.head === head && known.end === end
    if (isSame && known.revision === revision) return known
    const broken = brokenIn(deviceId)
    const lacks = namedEnvelopes(state, deviceId)
      .filter(({ seq }) => seq <= end)
      .flatMap((named): Lack[] => {
        if (broken && named.seq >= broken.last) return [{ ...named, how: 'other' }]
        const lack = lackOf(deviceId, named)
        return lack ? [lack] : []
      })
    const found = { state, head, end, revision, broken, lacks }
    cache.set(deviceId, found)
    return found
  }

  /** All that a cut-off names, up to the end of what counts, and the chain here does not have. */
  const lacksOf = (deviceId: DeviceId): readonly Lack[] =>
    membership.state().lowerings.length === 0 ? [] : knownOf(deviceId).lacks

  /** Its own chain a device leaves as it is: it takes new keys. */
  function goal(deviceId: DeviceId): Lack | undefined {
    const [first] = deviceId === self ? [] : lacksOf(deviceId)
    if (!first || hopeless.has(keyOf(deviceId, first))) return undefined
    return first.how === 'ahead' && !stray.has(deviceId) ? undefined : first
  }
  function trace(deviceId: DeviceId, named: NamedEnvelope) {
    const linkedTo = knownOf(deviceId).broken?.first ?? Number.POSITIVE_INFINITY
    return offered.trace(deviceId, named, (seq) =>
      seq < linkedTo ? hashAt(deviceId, seq) : undefined,
    )
  }

  /** Nothing that an earlier cut-off names may be given up for a later one. */
  const keepsEarlier = ({ deviceId, after, rows }: Branch, goal: Lack) =>
    namedEnvelopes(membership.state(), deviceId)
      .filter(({ seq }) => seq > after && seq < goal.seq)
      .every(({ seq, hash }) => {
        const row = rows.find((one) => one.seq >= seq)
        // What lies beneath a snapshot is as that has it.
        return row?.hash === hash || (row && row.seq > seq && isStub(row.bytes))
      })

  function completed(deviceId: DeviceId): Branch | undefined {
    const named = goal(deviceId)
    const traced = named && trace(deviceId, named)
    if (!named || traced?.type !== 'whole') return undefined
    const { branch } = traced
    // A stub has nothing to compare with what is here: that stays.
    if (named.how === 'within' && branch.rows.some(({ bytes }) => isStub(bytes))) return undefined
    offered.forget(deviceId)
    stray.delete(deviceId)
    if (!keepsEarlier(branch, named)) hopeless.add(keyOf(deviceId, named))
    else if (named.how === 'within' && branch.rows.every(({ bytes }) => options.agrees(bytes)))
      compared.add(keyOf(deviceId, named))
    else return branch
    cache.delete(deviceId)
    return undefined
  }

  const concerned = () => new Set([...chains.heads().map(({ deviceId }) => deviceId), ...stray])

  return {
    lastSeq(deviceId) {
      const other = lacksOf(deviceId).find(({ how }) => how === 'other')
      return other && other.seq - 1
    },
    lacking: (deviceId) => lacksOf(deviceId).find(({ how }) => how === 'other'),
    sought() {
      if (membership.state().lowerings.length === 0) return []
      return [...concerned()].flatMap((deviceId) => {
        const named = goal(deviceId)
        const traced = named && trace(deviceId, named)
        return traced?.type === 'part' ? [{ deviceId, seq: traced.seq }] : []
      })
    },
    isSought: (deviceId) => goal(deviceId) !== undefined,
    strayed: (deviceId) => void stray.add(deviceId),
    offer: offered.put,
    complete: () => [...offered.devices()].flatMap((deviceId) => completed(deviceId) ?? []),
  }
}
