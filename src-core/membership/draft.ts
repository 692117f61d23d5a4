import type { DeviceId, EntryHash, EpochId, InviteId, UserId } from '../base/ids.ts'
import type { DeviceInfo, EpochInfo, InviteState, Lowering, Member } from './facts.ts'
import type { Node } from './graph.ts'
import { type Role, rankOf } from './roles.ts'

export interface RoleChange {
  readonly node: Node
  readonly role: Role
}

/** The state while a log is folded, entry by entry. */
export interface Draft {
  readonly members: Map<UserId, Member>
  readonly devices: Map<DeviceId, DeviceInfo>
  readonly tags: Set<number>
  readonly invites: Map<InviteId, InviteState>
  readonly epochs: EpochInfo[]
  relays: readonly string[]
  readonly lowerings: Lowering[]
  /** Every role a person ever had, in the order of the log: authority is looked up in it (rule 5). */
  readonly roles: Map<UserId, readonly RoleChange[]>
  /** Nodes by what they did, for lookups by causal position. */
  readonly invitedBy: Map<InviteId, Node>
  readonly revokedBy: Map<InviteId, readonly Node[]>
  readonly rotations: Map<EpochId, Node>
  /** All nodes in the order of the fold. */
  readonly order: Node[]
  readonly applied: Node[]
  readonly rejected: Map<EntryHash, string>
  /** Entries undone by a concurrent one of higher authority (rule 4), to that one. */
  readonly voided: ReadonlyMap<EntryHash, Node>
}

export const createDraft = (voided: ReadonlyMap<EntryHash, Node>): Draft => ({
  members: new Map(),
  devices: new Map(),
  tags: new Set(),
  invites: new Map(),
  epochs: [],
  relays: [],
  lowerings: [],
  roles: new Map(),
  invitedBy: new Map(),
  revokedBy: new Map(),
  rotations: new Map(),
  order: [],
  applied: [],
  rejected: new Map(),
  voided,
})

export const copyDraft = (draft: Draft): Draft => ({
  members: new Map(draft.members),
  devices: new Map(draft.devices),
  tags: new Set(draft.tags),
  invites: new Map(draft.invites),
  epochs: [...draft.epochs],
  relays: draft.relays,
  lowerings: [...draft.lowerings],
  roles: new Map(draft.roles),
  invitedBy: new Map(draft.invitedBy),
  revokedBy: new Map(draft.revokedBy),
  rotations: new Map(draft.rotations),
  order: [...draft.order],
  applied: [...draft.applied],
  rejected: new Map(draft.rejected),
  voided: draft.voided,
})

/** The person behind a node's author, if the device belongs to someone by now. */
export const authorOf = (draft: Draft, node: Node): UserId | undefined =>
  draft.devices.get(node.entry.author)?.userId

/** A person's role after exactly the nodes for which `isPast` holds (rule 5). */
export const roleAfter = (
  draft: Draft,
  userId: UserId,
  isPast: (node: Node) => boolean,
): Role | undefined => draft.roles.get(userId)?.findLast(({ node }) => isPast(node))?.role

/** Place in the order of joining; people who never joined come last. */
export function seniorityOf(draft: Draft, userId: UserId): number {
  const joined = [...draft.roles.keys()].indexOf(userId)
  return joined < 0 ? Number.MAX_SAFE_INTEGER : joined
}

/** Authority of a node's author, for comparing concurrent acts: role now, then seniority (rule 4). */
export function standingOf(draft: Draft, node: Node): readonly [rank: number, seniority: number] {
  const author = authorOf(draft, node)
  if (author === undefined) return [rankOf(undefined), Number.MAX_SAFE_INTEGER]
  return [rankOf(draft.members.get(author)?.role), seniorityOf(draft, author)]
}
