import type { DeviceId, EntryHash, EpochId, InviteId, SpaceId, UserId } from '../base/ids.ts'
import type { DeviceInfo, EpochInfo, InviteState, Lowering, Member, ParentFacts } from './facts.ts'
import type { Node } from './graph.ts'
import { createStepLookup, type History, lastStep, type StepLookup, withStep } from './history.ts'
import { type Role, rankOf } from './roles.ts'

/** The state while a log is folded, entry by entry. */
export interface Draft {
  /** Of a hidden group: what its Space's log says (rule 10). */
  readonly parent: ParentFacts | undefined
  /** The Space whose group this is, by the genesis. */
  group: SpaceId | null
  readonly members: Map<UserId, Member>
  readonly devices: Map<DeviceId, DeviceInfo>
  readonly tags: Set<number>
  readonly invites: Map<InviteId, InviteState>
  readonly epochs: EpochInfo[]
  /** Where in `epochs`. */
  readonly epochPlaces: Map<EpochId, number>
  relays: readonly string[]
  readonly lowerings: Lowering[]
  /** The entries of `lowerings`. */
  readonly lowers: Set<EntryHash>
  /** Every role a person ever had, null where it ended: authority is looked up in it (rule 5). */
  readonly roles: Map<UserId, History<Role | null>>
  readonly rolesBefore: StepLookup<UserId, Role | null>
  /** Whether a device may speak for its person, likewise. */
  readonly deviceUse: Map<DeviceId, History<boolean>>
  /** Place in the order of joining, which a removal does not change. */
  readonly seniority: Map<UserId, number>
  /** The person's Ed25519 root key; whoever comes back comes back with it. */
  readonly rootKeys: Map<UserId, Uint8Array>
  /** The entry by which a current member came in, the last time. */
  readonly joinedBy: Map<UserId, Node>
  /** People whose standing may have changed, for the order of what comes next (`ready.ts`). */
  readonly changedStandings: UserId[]
  /** Nodes by what they did, for lookups by causal position. */
  readonly invitedBy: Map<InviteId, Node>
  readonly revokedBy: Map<InviteId, readonly Node[]>
  readonly rotations: Map<EpochId, Node>
  /** Entries that bring a device in, were their author's to write and do not count, by the device. */
  readonly cameInVain: Map<DeviceId, readonly Node[]>
  /** Entries that do not count any more and were written in good faith, to the acts that undid them. */
  readonly undoings: Map<EntryHash, readonly Node[]>
  /** All nodes in the order of the fold. */
  readonly order: Node[]
  readonly applied: Node[]
  readonly rejected: Map<EntryHash, string>
  /** Entries undone by a concurrent one of higher authority (rule 4), to that one. */
  readonly voided: ReadonlyMap<EntryHash, Node>
  /** The same log read as if no act undid another one, where any does; only while it is read from its beginning. */
  readonly ifNothingIsUndone: Draft | undefined
}

export const createDraft = (
  voided: ReadonlyMap<EntryHash, Node>,
  parent: ParentFacts | undefined,
  ifNothingIsUndone?: Draft,
): Draft => ({
  parent,
  group: null,
  members: new Map(),
  devices: new Map(),
  tags: new Set(),
  invites: new Map(),
  epochs: [],
  epochPlaces: new Map(),
  relays: [],
  lowerings: [],
  lowers: new Set(),
  roles: new Map(),
  rolesBefore: createStepLookup(),
  deviceUse: new Map(),
  seniority: new Map(),
  rootKeys: new Map(),
  joinedBy: new Map(),
  changedStandings: [],
  invitedBy: new Map(),
  revokedBy: new Map(),
  rotations: new Map(),
  cameInVain: new Map(),
  undoings: new Map(),
  order: [],
  applied: [],
  rejected: new Map(),
  voided,
  ifNothingIsUndone,
})

export const copyDraft = (draft: Draft): Draft => ({
  parent: draft.parent,
  group: draft.group,
  members: new Map(draft.members),
  devices: new Map(draft.devices),
  tags: new Set(draft.tags),
  invites: new Map(draft.invites),
  epochs: [...draft.epochs],
  epochPlaces: new Map(draft.epochPlaces),
  relays: draft.relays,
  lowerings: [...draft.lowerings],
  lowers: new Set(draft.lowers),
  roles: new Map(draft.roles),
  rolesBefore: createStepLookup(),
  deviceUse: new Map(draft.deviceUse),
  seniority: new Map(draft.seniority),
  rootKeys: new Map(draft.rootKeys),
  joinedBy: new Map(draft.joinedBy),
  changedStandings: [],
  invitedBy: new Map(draft.invitedBy),
  revokedBy: new Map(draft.revokedBy),
  rotations: new Map(draft.rotations),
  cameInVain: new Map(draft.cameInVain),
  undoings: new Map(draft.undoings),
  order: [...draft.order],
  applied: [...draft.applied],
  rejected: new Map(draft.rejected),
  voided: draft.voided,
  // Whatever follows on everything knows of all that was undone.
  ifNothingIsUndone: undefined,
})

/** The person behind a node's author, if the device belongs to someone by now. */
export const authorOf = (draft: Draft, node: Node): UserId | undefined =>
  draft.devices.get(node.entry.author)?.userId

/** A person's role after exactly the nodes for which `isPast` holds (rule 5). */
export const roleAfter = (
  draft: Draft,
  userId: UserId,
  isPast: (node: Node) => boolean,
): Role | undefined => lastStep(draft.roles.get(userId), isPast)?.value ?? undefined

/** The same where a node was written. */
export const roleBefore = (draft: Draft, userId: UserId, node: Node): Role | undefined =>
  draft.rolesBefore.before(userId, draft.roles.get(userId), node)?.value ?? undefined

/** The device was in use there: brought in and not ended. */
export const isDeviceUsedAfter = (
  draft: Draft,
  deviceId: DeviceId,
  isPast: (node: Node) => boolean,
): boolean => lastStep(draft.deviceUse.get(deviceId), isPast)?.value === true

export function setRole(draft: Draft, userId: UserId, node: Node, role: Role | null): void {
  draft.roles.set(userId, withStep(draft.roles.get(userId), node, role))
  draft.changedStandings.push(userId)
}

export function setDeviceUse(draft: Draft, deviceId: DeviceId, node: Node, used: boolean): void {
  draft.deviceUse.set(deviceId, withStep(draft.deviceUse.get(deviceId), node, used))
}

/** Place in the order of joining; people who never joined come last. */
export const seniorityOf = (draft: Draft, userId: UserId | undefined): number =>
  (userId && draft.seniority.get(userId)) ?? Number.MAX_SAFE_INTEGER

export type Standing = readonly [rank: number, seniority: number]

/** Authority of a device's person, for the order of concurrent acts: role now, then seniority (rule 4). */
export function standingOf(draft: Draft, device: DeviceId): Standing {
  const user = draft.devices.get(device)?.userId
  if (user === undefined) return [rankOf(undefined), Number.MAX_SAFE_INTEGER]
  return [rankOf(draft.members.get(user)?.role), seniorityOf(draft, user)]
}
