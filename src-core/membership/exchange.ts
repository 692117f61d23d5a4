import type { DeviceId, EntryHash } from '../base/ids.ts'
import { type Bitset, hasBit } from './bitset.ts'
import type { EncodedEntry } from './entry.ts'
import { pastWith } from './graph.ts'
import { actsAgainst, deviceInVain } from './inVain.ts'
import type { MembershipState } from './state.ts'

/** Everything that somebody at these heads has, as far as the heads are known here. */
const pastOf = ({ internal: { graph } }: MembershipState, heads: readonly EntryHash[]): Bitset =>
  pastWith(heads.flatMap((hash) => graph.nodes.get(hash) ?? []))

/**
 * What someone at `theirHeads` lacks, parents first. Heads that are unknown here say nothing about what
 * they have; when all are, that is everything.
 */
export function entriesMissingFor(
  state: MembershipState,
  theirHeads: readonly EntryHash[],
): EncodedEntry[] {
  const theirs = pastOf(state, theirHeads)
  return state.internal.draft.order
    .filter(({ index }) => !hasBit(theirs, index))
    .map(({ entry: { hash, bytes } }) => ({ hash, bytes }))
}

export interface RemovalNotice {
  readonly logHeads: readonly EntryHash[]
  /** Parents first. */
  readonly entries: readonly EncodedEntry[]
}

/**
 * What a removed device may still be told: the entry that ended its access and what comes before that,
 * and nothing after it; likewise one that came in in vain. Undefined for devices that are in use, and where they have it already.
 */
export function removalNotice(
  state: MembershipState,
  deviceId: DeviceId,
  theirHeads: readonly EntryHash[],
): RemovalNotice | undefined {
  const logHeads = endOf(state, deviceId)
  if (logHeads.length === 0) return undefined
  const upTo = pastOf(state, logHeads)
  const theirs = pastOf(state, theirHeads)
  const entries = state.internal.draft.order
    .filter(({ index }) => hasBit(upTo, index) && !hasBit(theirs, index))
    .map(({ entry: { hash, bytes } }) => ({ hash, bytes }))
  return entries.length > 0 ? { logHeads, entries } : undefined
}

/** The entry that ended it, or those by which it came in in vain. */
function endOf(state: MembershipState, deviceId: DeviceId): readonly EntryHash[] {
  const device = state.devices.get(deviceId)
  const inVain = deviceInVain(state, deviceId)
  if (inVain) return actsAgainst(state, inVain).map(({ entry }) => entry.hash)
  const member = device && state.members.get(device.userId)
  if (!device || member?.devices.includes(deviceId)) return []
  const ended = state.lowerings.find(
    (one) =>
      one.role === null &&
      one.userId === device.userId &&
      (one.deviceId === null || one.deviceId === deviceId),
  )
  return ended ? [ended.entry] : []
}
