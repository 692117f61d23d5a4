import type { DeviceId, EntryHash, UserId } from '../base/ids.ts'
import { addBit, addBits, type Bitset, createBitset, hasBit } from './bitset.ts'
import { roleAfter } from './draft.ts'
import { isExpired } from './expiry.ts'
import { outranks, type Role } from './roles.ts'
import type { MembershipState } from './state.ts'

/** Everything known at these heads, themselves included; undefined when one of them is unknown. */
function pastOf(state: MembershipState, heads: readonly EntryHash[]): Bitset | undefined {
  const { nodes } = state.internal.graph
  const past = createBitset(nodes.size)
  for (const hash of heads) {
    const node = nodes.get(hash)
    if (!node) return undefined
    addBits(past, node.ancestors)
    addBit(past, node.index)
  }
  return past
}

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
  const member = state.members.get(userId)
  if (!past || !member) return undefined
  if (at !== undefined && isExpired(member.expiresAt, at)) return undefined
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
 * The role an envelope is judged by: `roleAt`, and beyond the cut-off of a lowering ROLE it had not seen,
 * at most the lower role (rule 15). A device that a lowering does not name has written nothing before it.
 */
export function writerRole(state: MembershipState, where: WritingPosition): Role | undefined {
  const device = state.devices.get(where.deviceId)
  if (!device) return undefined
  let role = roleAt(state, device.userId, where.logHeads, where.at)
  const past = pastOf(state, where.logHeads)
  for (const { entry, userId, role: lowered, cutoffs } of state.lowerings) {
    const node = state.internal.graph.nodes.get(entry)
    if (!role || !past || !node || userId !== device.userId || hasBit(past, node.index)) continue
    const lastSeq = cutoffs.find(({ deviceId }) => deviceId === where.deviceId)?.seq ?? 0
    if (where.seq > lastSeq && outranks(role, lowered)) role = lowered
  }
  return role
}
