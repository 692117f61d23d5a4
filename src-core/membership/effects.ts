import type { DeviceId, EpochId, InviteId, UserId } from '../base/ids.ts'
import type { Action, ActionOf, Cutoff } from './actions.ts'
import { hasBit } from './bitset.ts'
import type { DeviceCertificate } from './certificate.ts'
import { deviceTag } from './deviceTag.ts'
import { authorOf, type Draft, roleBefore, seniorityOf, setDeviceUse, setRole } from './draft.ts'
import type { EpochInfo, InviteState, Lowering, Member } from './facts.ts'
import type { Node } from './graph.ts'
import { isGone } from './groupRules.ts'
import { inviteIdOf } from './inviteId.ts'
import { outranks, type Role, rankOf } from './roles.ts'

type Effect<T extends Action['type']> = (draft: Draft, node: Node, action: ActionOf<T>) => void

function addDevice(draft: Draft, node: Node, certificate: DeviceCertificate): void {
  const { userId, deviceId } = certificate
  const tag = deviceTag(deviceId)
  draft.devices.set(deviceId, { deviceId, userId, certificate, tag, addedAt: node.entry.at })
  draft.tags.add(tag)
  setDeviceUse(draft, deviceId, node, true)
}

function addMember(
  draft: Draft,
  node: Node,
  certificate: DeviceCertificate,
  how: Pick<Member, 'role' | 'expiresAt' | 'invitedThrough'>,
): void {
  const { userId, deviceId, rootKey } = certificate
  draft.members.set(userId, { ...how, userId, joinedAt: node.entry.at, devices: [deviceId] })
  if (!draft.seniority.has(userId)) draft.seniority.set(userId, draft.seniority.size)
  draft.rootKeys.set(userId, rootKey)
  draft.joinedBy.set(userId, node)
  setRole(draft, userId, node, how.role)
  addDevice(draft, node, certificate)
}

function changeMember(draft: Draft, userId: UserId, change: Partial<Member>): void {
  const member = draft.members.get(userId)
  if (member) draft.members.set(userId, { ...member, ...change })
}

function lower(
  draft: Draft,
  node: Node,
  whom: Pick<Lowering, 'userId' | 'deviceId' | 'role'>,
  cutoffs: readonly Cutoff[],
): void {
  const entry = node.entry.hash
  draft.lowerings.push({ entry, ...whom, cutoffs })
  draft.lowers.add(entry)
}

const genesis: Effect<'genesis'> = (draft, node, action) => {
  addMember(draft, node, action.certificate, {
    role: 'owner',
    expiresAt: null,
    invitedThrough: null,
  })
  draft.relays = action.relays
  draft.group = action.parent
}

function changeRole(draft: Draft, node: Node, userId: UserId, role: Role): void {
  setRole(draft, userId, node, role)
  // A guest who is given a place stays; nobody becomes a guest for ever by accident.
  changeMember(draft, userId, role === 'guest' ? { role } : { role, expiresAt: null })
}

/** The role that counts is the last one in the order of the log; a lowering is remembered (rule 15). */
const role: Effect<'role'> = (draft, node, action) => {
  const { userId } = action
  const before = roleBefore(draft, userId, node)
  changeRole(draft, node, userId, action.role)
  if (before && outranks(before, action.role))
    lower(draft, node, { userId, deviceId: null, role: action.role }, action.cutoffs)
}

/**
 * Of two removals both count, because each undoes what its author had not seen; none touches somebody
 * who has been let in again since.
 */
const remove: Effect<'remove'> = (draft, node, { userId, cutoffs }) => {
  lower(draft, node, { userId, deviceId: null, role: null }, cutoffs)
  const joined = draft.joinedBy.get(userId)
  if (!joined || !hasBit(node.ancestors, joined.index)) return
  setRole(draft, userId, node, null)
  const wasOwner = draft.members.get(userId)?.role === 'owner'
  for (const deviceId of draft.members.get(userId)?.devices ?? [])
    setDeviceUse(draft, deviceId, node, false)
  draft.members.delete(userId)
  draft.joinedBy.delete(userId)
  if (wasOwner) succeed(draft, node)
}

/** A group whose owner has left its Space goes to whoever stands next: by role, then seniority (rule 10). */
function succeed(draft: Draft, node: Node): void {
  const [next] = [...draft.members.values()]
    .filter(({ userId }) => !isGone(draft, userId))
    .sort(
      (a, b) =>
        rankOf(a.role) - rankOf(b.role) ||
        seniorityOf(draft, a.userId) - seniorityOf(draft, b.userId),
    )
  if (next) changeRole(draft, node, next.userId, 'owner')
}

/** The owner of before stays as admin. */
const transfer: Effect<'transfer'> = (draft, node, { userId }) => {
  const author = authorOf(draft, node)
  if (author) changeRole(draft, node, author, 'admin')
  changeRole(draft, node, userId, 'owner')
}

function addFurtherDevice(draft: Draft, node: Node, certificate: DeviceCertificate): void {
  const { userId, deviceId } = certificate
  addDevice(draft, node, certificate)
  changeMember(draft, userId, {
    devices: [...(draft.members.get(userId)?.devices ?? []), deviceId],
  })
}

const deviceAdd: Effect<'deviceAdd'> = (draft, node, { certificate, lockboxes }) => {
  addFurtherDevice(draft, node, certificate)
  addLockboxes(draft, certificate.deviceId, lockboxes)
}

/** A person of the Space, a further device of one, or only keys for a device that is there. */
const add: Effect<'add'> = (draft, node, { certificate, role, lockboxes, kit }) => {
  const { userId, deviceId } = certificate
  const member = draft.members.get(userId)
  if (!member) addMember(draft, node, certificate, { role, expiresAt: null, invitedThrough: null })
  else if (!member.devices.includes(deviceId)) addFurtherDevice(draft, node, certificate)
  addLockboxes(draft, deviceId, lockboxes)
  addKit(draft, userId, kit)
}

const deviceRemove: Effect<'deviceRemove'> = (draft, node, { deviceId, cutoffs }) => {
  const userId = draft.devices.get(deviceId)?.userId as UserId
  lower(draft, node, { userId, deviceId, role: null }, cutoffs)
  setDeviceUse(draft, deviceId, node, false)
  const devices = draft.members.get(userId)?.devices ?? []
  changeMember(draft, userId, { devices: devices.filter((one) => one !== deviceId) })
}

const invite: Effect<'invite'> = (draft, node, action) => {
  const { publicKey, role, expiresAt, maxUses, approval } = action
  const inviteId = inviteIdOf(publicKey)
  const { author, at } = node.entry
  const state: InviteState = {
    ...{ inviteId, publicKey, role, expiresAt, maxUses, approval },
    ...{ uses: 0, revoked: false, createdBy: author, createdAt: at },
  }
  draft.invites.set(inviteId, state)
  draft.invitedBy.set(inviteId, node)
}

function changeInvite(draft: Draft, inviteId: InviteId, change: Partial<InviteState>): void {
  const before = draft.invites.get(inviteId) as InviteState
  draft.invites.set(inviteId, { ...before, ...change })
}

const revoke: Effect<'revoke'> = (draft, node, { inviteId }) => {
  changeInvite(draft, inviteId, { revoked: true })
  draft.revokedBy.set(inviteId, [...(draft.revokedBy.get(inviteId) ?? []), node])
}

const admit: Effect<'admit'> = (draft, node, action) => {
  const { inviteId, certificate, lockboxes } = action
  const { role, expiresAt, uses } = draft.invites.get(inviteId) as InviteState
  changeInvite(draft, inviteId, { uses: uses + 1 })
  addMember(draft, node, certificate, {
    role,
    // Rule 30: a guest's visit ends with the invitation; other roles stay.
    expiresAt: role === 'guest' ? expiresAt : null,
    invitedThrough: inviteId,
  })
  addLockboxes(draft, certificate.deviceId, lockboxes)
  addKit(draft, certificate.userId, action.kit)
}

type Lockboxes = ActionOf<'admit'>['lockboxes']

/** Changes the epochs that are named, of those that are known; of two boxes for one the last counts. */
function changeEpochs(
  draft: Draft,
  boxes: Lockboxes,
  change: (epoch: EpochInfo, sealed: Uint8Array) => EpochInfo,
): void {
  for (const [epochId, sealed] of new Map(boxes.map((one) => [one.epochId, one.sealed]))) {
    const at = draft.epochPlaces.get(epochId)
    if (at !== undefined) draft.epochs[at] = change(draft.epochs[at] as EpochInfo, sealed)
  }
}

function addLockboxes(draft: Draft, deviceId: DeviceId, lockboxes: Lockboxes): void {
  changeEpochs(draft, lockboxes, (epoch, sealed) => {
    if (epoch.lockboxes.has(deviceId)) return epoch
    const lockboxes = new Map(epoch.lockboxes).set(deviceId, sealed)
    return { ...epoch, lockboxes, recipients: withRecipient(epoch, deviceId) }
  })
}

function addKit(draft: Draft, userId: UserId, kit: Lockboxes = []): void {
  changeEpochs(draft, kit, (epoch, sealed) =>
    epoch.kits.has(userId) ? epoch : { ...epoch, kits: new Map(epoch.kits).set(userId, sealed) },
  )
}

const withRecipient = ({ recipients }: EpochInfo, deviceId: DeviceId): readonly DeviceId[] =>
  recipients.includes(deviceId) ? recipients : [...recipients, deviceId]

/**
 * An admission that came to nothing, of two at once or through a link revoked meanwhile, has given away
 * keys all the same: its device counts as a recipient, so that the epochs concerned are rotated (rules
 * 8, 29).
 */
export function noteGivenKeys(draft: Draft, action: ActionOf<'add' | 'admit' | 'deviceAdd'>): void {
  const { certificate, lockboxes } = action
  changeEpochs(draft, lockboxes, (epoch) => ({
    ...epoch,
    recipients: withRecipient(epoch, certificate.deviceId),
  }))
  if (action.type !== 'deviceAdd') addKit(draft, certificate.userId, action.kit)
}

/** What was written in an epoch that was undone since stays readable; nobody writes in it any more. */
export function noteEpoch(draft: Draft, node: Node, action: ActionOf<'rotate'>): EpochInfo {
  const lockboxes = new Map(action.lockboxes.map(({ deviceId, sealed }) => [deviceId, sealed]))
  const epoch: EpochInfo = {
    epochId: node.entry.hash as string as EpochId,
    author: node.entry.author,
    at: node.entry.at,
    check: action.check,
    lockboxes,
    kits: new Map(action.kits?.map(({ userId, sealed }) => [userId, sealed])),
    recipients: [...lockboxes.keys()],
    wraps: [...(action.previous ? [action.previous] : []), ...(action.others ?? [])],
  }
  draft.epochPlaces.set(epoch.epochId, draft.epochs.length)
  draft.epochs.push(epoch)
  return epoch
}

const rotate: Effect<'rotate'> = (draft, node, action) => {
  draft.rotations.set(noteEpoch(draft, node, action).epochId, node)
}

const relays: Effect<'relays'> = (draft, _, { urls }) => {
  draft.relays = urls
}

const EFFECTS: { readonly [T in Action['type']]: Effect<T> } = {
  ...{ genesis, role, invite, revoke, admit, rotate, relays },
  ...{ add, remove, transfer, deviceAdd, deviceRemove },
}

/** Changes the draft by a node that has no problem. */
export function applyEffect(draft: Draft, node: Node): void {
  const { action } = node.entry
  const effect = EFFECTS[action.type] as Effect<Action['type']>
  effect(draft, node, action)
}
