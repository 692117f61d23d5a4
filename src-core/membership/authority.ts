import type { DeviceId, EntryHash, UserId } from '../base/ids.ts'
import { hasBit } from './bitset.ts'
import { isDeviceUsedAfter, roleAfter } from './draft.ts'
import { isExpired } from './expiry.ts'
import type { DeviceInfo, Lowering } from './facts.ts'
import type { Node } from './graph.ts'
import { pastOf } from './pastOf.ts'
import { outranks, type Role } from './roles.ts'
import type { MembershipState } from './state.ts'

/**
 * A person's role at a causal position of the log (rules 5, 13), as it is judged now: acts undone since
 * count for nothing. Undefined for people who were not members there, whose visit has ended at `at`
 * (ms since 1970, 5 min tolerated), or when a head is unknown (ask `state.has` to tell these apart).
 */
export function roleAt(
  state: MembershipState,
  userId: UserId,
  logHeads: readonly EntryHash[],
  at?: number,
): Role | undefined {
  const past = pastOf(state, logHeads)
  if (!past) return undefined
  const member = state.members.get(userId)
  if (member && at !== undefined && isExpired(member.expiresAt, at)) return undefined
  return roleAfter(state.internal.draft, userId, ({ index }) => hasBit(past, index))
}

/** Where a device wrote: its place in the log and in its own chain. */
export interface WritingPosition {
  readonly deviceId: DeviceId
  readonly logHeads: readonly EntryHash[]
  readonly seq: number
  readonly at?: number
}

/**
 * The role an envelope is judged by: `roleAt` of a device that was in use there, and beyond the cut-off of
 * a lowering it had not seen at most the lower role (rule 15): none after REMOVE and DEVICE−. A device
 * that the lowering does not name has written nothing before it.
 */
export function writerRole(state: MembershipState, where: WritingPosition): Role | undefined {
  const { deviceId, logHeads, seq } = where
  const { graph, draft } = state.internal
  const device = state.devices.get(deviceId)
  const past = pastOf(state, logHeads)
  if (!device || !past) return undefined
  const isPast = ({ index }: Node) => hasBit(past, index)
  if (!isDeviceUsedAfter(draft, deviceId, isPast)) return undefined
  let role = roleAt(state, device.userId, logHeads, where.at)
  for (const lowering of state.lowerings) {
    const node = graph.nodes.get(lowering.entry)
    if (!role || !node || isPast(node) || !concerns(lowering, device)) continue
    const lastSeq = lowering.cutoffs.find((cutoff) => cutoff.deviceId === deviceId)?.seq ?? 0
    if (seq <= lastSeq) continue
    if (lowering.role === null) return undefined
    if (outranks(role, lowering.role)) role = lowering.role
  }
  return role
}

const concerns = (lowering: Lowering, { userId, deviceId }: DeviceInfo): boolean =>
  lowering.userId === userId && (lowering.deviceId === null || lowering.deviceId === deviceId)
