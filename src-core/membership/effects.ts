import type { DeviceId, EpochId, InviteId } from '../base/ids.ts'
import type { Action, ActionOf } from './actions.ts'
import { hasBit } from './bitset.ts'
import type { DeviceCertificate } from './certificate.ts'
import { deviceTag } from './deviceTag.ts'
import { type Draft, roleAfter } from './draft.ts'
import type { EpochInfo, InviteState, Member } from './facts.ts'
import type { Node } from './graph.ts'
import { inviteIdOf } from './inviteId.ts'
import { outranks, type Role } from './roles.ts'

type Effect<T extends Action['type']> = (draft: Draft, node: Node, action: ActionOf<T>) => void

function addRole(draft: Draft, userId: Member['userId'], node: Node, role: Role): void {
  draft.roles.set(userId, [...(draft.roles.get(userId) ?? []), { node, role }])
}

function addMember(
  draft: Draft,
  node: Node,
  certificate: DeviceCertificate,
  how: Pick<Member, 'role' | 'expiresAt' | 'invitedThrough'>,
): void {
  const { userId, deviceId } = certificate
  const tag = deviceTag(deviceId)
  draft.members.set(userId, { ...how, userId, joinedAt: node.entry.at, devices: [deviceId] })
  draft.devices.set(deviceId, { deviceId, userId, certificate, tag })
  draft.tags.add(tag)
  addRole(draft, userId, node, how.role)
}

const genesis: Effect<'genesis'> = (draft, node, action) => {
  addMember(draft, node, action.certificate, {
    role: 'owner',
    expiresAt: null,
    invitedThrough: null,
  })
  draft.relays = action.relays
}

/** The role that counts is the last one in the order of the log; a lowering is remembered (rule 15). */
const role: Effect<'role'> = (draft, node, action) => {
  const { userId } = action
  const before = roleAfter(draft, userId, (one) => hasBit(node.ancestors, one.index))
  addRole(draft, userId, node, action.role)
  const member = draft.members.get(userId)
  if (member) draft.members.set(userId, { ...member, role: action.role })
  if (before && outranks(before, action.role))
    draft.lowerings.push({
      entry: node.entry.hash,
      userId,
      role: action.role,
      cutoffs: action.cutoffs,
    })
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
  for (const { epochId, sealed } of lockboxes)
    addLockbox(draft, epochId, certificate.deviceId, sealed)
}

function addLockbox(draft: Draft, epochId: EpochId, deviceId: DeviceId, sealed: Uint8Array): void {
  const at = draft.epochs.findIndex((epoch) => epoch.epochId === epochId)
  const epoch = draft.epochs[at]
  if (!epoch || epoch.lockboxes.has(deviceId)) return
  const lockboxes = new Map(epoch.lockboxes).set(deviceId, sealed)
  draft.epochs[at] = { ...epoch, lockboxes, recipients: withRecipient(epoch, deviceId) }
}

const withRecipient = ({ recipients }: EpochInfo, deviceId: DeviceId): readonly DeviceId[] =>
  recipients.includes(deviceId) ? recipients : [...recipients, deviceId]

/**
 * An admission that came to nothing, of two at once or through a link revoked meanwhile, has given away
 * keys all the same: its device counts as a recipient, so that the epochs concerned are rotated (rules
 * 8, 29).
 */
export function noteGivenKeys(draft: Draft, { certificate, lockboxes }: ActionOf<'admit'>): void {
  const given = new Set(lockboxes.map(({ epochId }) => epochId))
  for (const [at, epoch] of draft.epochs.entries()) {
    if (given.has(epoch.epochId))
      draft.epochs[at] = { ...epoch, recipients: withRecipient(epoch, certificate.deviceId) }
  }
}

const rotate: Effect<'rotate'> = (draft, node, action) => {
  const lockboxes = new Map(action.lockboxes.map(({ deviceId, sealed }) => [deviceId, sealed]))
  const epoch: EpochInfo = {
    epochId: node.entry.hash as string as EpochId,
    author: node.entry.author,
    check: action.check,
    lockboxes,
    recipients: [...lockboxes.keys()],
    previous: action.previous,
  }
  draft.epochs.push(epoch)
  draft.rotations.set(epoch.epochId, node)
}

const relays: Effect<'relays'> = (draft, _, { urls }) => {
  draft.relays = urls
}

const none = () => {}

const EFFECTS: { readonly [T in Action['type']]: Effect<T> } = {
  ...{ genesis, role, invite, revoke, admit, rotate, relays },
  // No validator lets these through yet.
  ...{ add: none, remove: none, deviceAdd: none, deviceRemove: none, transfer: none },
}

/** Changes the draft by a node that has no problem. */
export function applyEffect(draft: Draft, node: Node): void {
  const { action } = node.entry
  const effect = EFFECTS[action.type] as Effect<Action['type']>
  effect(draft, node, action)
}
