import { equalBytes } from '../base/bytes.ts'
import type { UserId } from '../base/ids.ts'
import { type Action, type ActionOf, MAX_DEVICES } from './actions.ts'
import { hasBit } from './bitset.ts'
import { type DeviceCertificate, sameCertificate } from './certificate.ts'
import { deviceTag } from './deviceTag.ts'
import { authorOf, type Draft, isDeviceUsedAfter, roleBefore } from './draft.ts'
import { isExpired } from './expiry.ts'
import type { InviteState } from './facts.ts'
import type { Node } from './graph.ts'
import { followsParent, genesisProblem, parentProblem } from './groupRules.ts'
import { inviteIdOf } from './inviteId.ts'
import { verifyJoin } from './joinProof.ts'
import { isRelayUrl } from './relayUrl.ts'
import { can, isInvitedRole, type Role } from './roles.ts'

/** A person who floods a Space with devices is stopped here. */
const MAX_DEVICES_A_PERSON = 32

/** Why a node has no effect, or undefined when it has one. Never throws (rule 5). */
export type Validator = (draft: Draft, node: Node) => string | undefined

const inPast = (of: Node) => (node: Node) => hasBit(of.ancestors, node.index)

/**
 * The author's role where it wrote (rule 5); undefined for people who were not members there, and for
 * devices that were not theirs there.
 */
export function roleAtNode(draft: Draft, node: Node): Role | undefined {
  const author = authorOf(draft, node)
  if (author === undefined || !isDeviceUsedAfter(draft, node.entry.author, inPast(node)))
    return undefined
  return roleBefore(draft, author, node)
}

const authorMayWriteLog: Validator = (draft, node) =>
  can(roleAtNode(draft, node)).writeLog ? undefined : 'its author may not write the log'

const authorMayRotate: Validator = (draft, node) =>
  can(roleAtNode(draft, node)).rotate ? undefined : 'its author may not rotate'

/**
 * A device that came in by an entry which does not count any more, because its person was removed meanwhile or
 * the device that certified it ended: it had the person's right to rotate as far as it could know.
 */
export function couldRotate(draft: Draft, node: Node): boolean {
  const claim = draft.cameInVain.get(node.entry.author)?.find(isOwnAndIn(node))
  if (!claim) return false
  const { userId } = actionOf<'deviceAdd'>(claim).certificate
  return can(roleBefore(draft, userId, node)).rotate
}

/** Who was let in by others has no right but by them. */
const isOwnAndIn = (of: Node) => (claim: Node) =>
  claim.entry.action.type === 'deviceAdd' && inPast(of)(claim)

const actionOf = <T extends Action['type']>(node: Node) => node.entry.action as ActionOf<T>

const roleChangeIsAllowed: Validator = (draft, node) => {
  const { userId, role } = actionOf<'role'>(node)
  const before = roleBefore(draft, userId, node)
  if (before === undefined) return 'a role for someone who is not a member'
  if (before === 'owner' || role === 'owner') return 'the owner changes only by TRANSFER'
  if (before === role) return 'the role is the same'
  return stillIn(draft, node, userId)
}

/** Of somebody removed meanwhile, and let in again or not, nothing is left to change. */
function stillIn(draft: Draft, node: Node, userId: UserId): string | undefined {
  const joined = draft.joinedBy.get(userId)
  return joined && inPast(node)(joined) ? undefined : 'that person was removed meanwhile'
}

const removalIsAllowed: Validator = (draft, node) => {
  const { userId } = actionOf<'remove'>(node)
  const before = roleBefore(draft, userId, node)
  if (before === undefined) return 'a removal of someone who is not a member'
  // Rule 10: whom the Space has removed, any editor takes out of its groups, an owner too.
  if (followsParent(draft, node)) return authorMayRotate(draft, node)
  if (before === 'owner') return 'the owner changes only by TRANSFER'
  const own = authorOf(draft, node) === userId && roleAtNode(draft, node) !== undefined
  return own ? undefined : authorMayWriteLog(draft, node)
}

const transferIsAllowed: Validator = (draft, node) => {
  const { userId } = actionOf<'transfer'>(node)
  if (roleAtNode(draft, node) !== 'owner') return 'only the owner hands a Space over'
  const before = roleBefore(draft, userId, node)
  if (before === undefined || before === 'guest') return 'the new owner is not a member'
  if (before === 'owner') return 'the owner is the same'
  return stillIn(draft, node, userId)
}

/** By a device of the person, or by the new device itself: its certificate says who it is. */
export const deviceWasTheirs: Validator = (draft, node) => {
  const { certificate } = actionOf<'deviceAdd'>(node)
  const { userId, deviceId } = certificate
  const role = roleBefore(draft, userId, node)
  if (role === undefined) return 'a device of someone who is not a member'
  if (role === 'guest') return 'a guest has one device'
  const isOwn = authorOf(draft, node) === userId && roleAtNode(draft, node) !== undefined
  if (!isOwn && node.entry.author !== deviceId) return 'a device of somebody else'
  return (
    hasKnownRoot(draft, certificate) ??
    parentProblem(draft, certificate) ??
    issuerProblem(draft, node, isOwn)
  )
}
const deviceIsTheirs: Validator = (draft, node) =>
  deviceWasTheirs(draft, node) ??
  stillIn(draft, node, actionOf<'deviceAdd'>(node).certificate.userId)

/**
 * A device certifies others for as long as it is in use, judged where they come in: ending it later leaves
 * them. Where none of the person's devices says so itself, it has to be known here.
 */
function issuerProblem(draft: Draft, node: Node, isVouchedFor: boolean): string | undefined {
  const { issuer } = actionOf<'deviceAdd'>(node).certificate
  if (!issuer) return undefined
  const known = draft.devices.get(issuer.deviceId)
  if (!known) return isVouchedFor ? undefined : 'certified by a device that is not known'
  if (!sameCertificate(known.certificate, issuer)) return 'certified by another device'
  return isDeviceUsedAfter(draft, issuer.deviceId, inPast(node))
    ? undefined
    : 'certified by a device that was ended'
}

function hasKnownRoot(draft: Draft, certificate: DeviceCertificate): string | undefined {
  const known = draft.rootKeys.get(certificate.userId)
  return !known || equalBytes(known, certificate.rootKey) ? undefined : 'another root key'
}

const deviceHasRoom: Validator = (draft, node) => {
  const { userId, deviceId } = actionOf<'deviceAdd'>(node).certificate
  // Covers the same device id too, whose tag is the same.
  if (draft.tags.has(deviceTag(deviceId))) return 'the device tag is taken'
  const own = draft.members.get(userId)?.devices.length ?? 0
  if (own >= MAX_DEVICES_A_PERSON) return 'too many devices'
  return devicesInUse(draft) >= MAX_DEVICES ? 'too many devices' : undefined
}

const devicesInUse = (draft: Draft): number =>
  [...draft.members.values()].reduce((sum, { devices }) => sum + devices.length, 0)

const deviceRemovalIsAllowed: Validator = (draft, node) => {
  const { deviceId } = actionOf<'deviceRemove'>(node)
  const userId = draft.devices.get(deviceId)?.userId
  if (!userId || !isDeviceUsedAfter(draft, deviceId, inPast(node))) return 'no such device'
  // Whoever wants that leaves; a device could otherwise undo its own acts of the same moment.
  if (node.entry.author === deviceId) return 'a device does not end itself'
  const own = authorOf(draft, node) === userId && roleAtNode(draft, node) !== undefined
  if (own) return undefined
  if (followsParent(draft, node)) return authorMayRotate(draft, node)
  const isOwners = roleBefore(draft, userId, node) === 'owner'
  return isOwners ? 'the owner changes only by TRANSFER' : authorMayWriteLog(draft, node)
}

const invitationIsAllowed: Validator = (draft, node) => {
  const { publicKey, role, maxUses } = actionOf<'invite'>(node)
  if (!isInvitedRole(role)) return 'an invitation cannot give this role'
  if (maxUses === 0) return 'an invitation without uses'
  return draft.invites.has(inviteIdOf(publicKey)) ? 'this invitation exists' : undefined
}

const revocationIsAllowed: Validator = (draft, node) => {
  const invite = draft.invitedBy.get(actionOf<'revoke'>(node).inviteId)
  return invite && inPast(node)(invite) ? undefined : 'no such invitation'
}

const invitationStands: Validator = (draft, node) => {
  const { inviteId } = actionOf<'admit'>(node)
  const invite = draft.invites.get(inviteId)
  const by = draft.invitedBy.get(inviteId)
  if (!invite || !by || !inPast(node)(by)) return 'no such invitation'
  if (draft.revokedBy.get(inviteId)?.some(inPast(node))) return 'the invitation was revoked'
  const maker = authorOf(draft, by)
  if (!maker || !can(roleBefore(draft, maker, node)).invite)
    return 'whoever made the invitation may not invite any more'
  if (isExpired(invite.expiresAt, node.entry.at)) return 'the invitation has expired'
  return undefined
}

const invitationHasRoom: Validator = (draft, node) => {
  const invite = draft.invites.get(actionOf<'admit'>(node).inviteId) as InviteState
  if (invite.maxUses !== null && invite.uses >= invite.maxUses) return 'the invitation is used up'
  return undefined
}

const joinerHeldTheInvitation: Validator = (draft, node) => {
  const admit = actionOf<'admit'>(node)
  const { publicKey } = draft.invites.get(admit.inviteId) as { publicKey: Uint8Array }
  node.proof ??= verifyJoin(admit, admit, publicKey)
  return node.proof ? undefined : 'the joiner did not hold the invitation'
}

const joinerHasTheirRoot: Validator = (draft, node) =>
  hasKnownRoot(draft, actionOf<'admit'>(node).certificate)

const joinerIsNew: Validator = (draft, node) => {
  const { certificate } = actionOf<'admit'>(node)
  if (draft.members.has(certificate.userId)) return 'already a member'
  // Covers the same device id too, whose tag is the same.
  return draft.tags.has(deviceTag(certificate.deviceId)) ? 'the device tag is taken' : undefined
}

const relaysAreAddresses: Validator = (_, node) =>
  actionOf<'relays'>(node).urls.every(isRelayUrl) ? undefined : 'not a relay address'

const isGroup: Validator = (draft) =>
  draft.group === null ? 'people come into a Space by invitation' : undefined

const isNoGroup: Validator = (draft) =>
  draft.group === null ? undefined : 'a group has no invitations'

const additionWasTheirs: Validator = (draft, node) => {
  const { certificate, role } = actionOf<'add'>(node)
  if (role === 'owner') return 'the owner changes only by TRANSFER'
  return parentProblem(draft, certificate) ?? hasKnownRoot(draft, certificate)
}

const additionIsAllowed: Validator = (draft, node) => {
  const { userId, deviceId } = actionOf<'add'>(node).certificate
  const left = draft.roles.get(userId)
  if (left && left.value === null && !inPast(node)(left.node))
    return 'that person was removed meanwhile'
  // Of a device that is there, an ADD gives keys and nothing else.
  const own = draft.members.get(userId)?.devices ?? []
  if (own.includes(deviceId)) return undefined
  if (draft.tags.has(deviceTag(deviceId))) return 'the device tag is taken'
  return own.length >= MAX_DEVICES_A_PERSON || devicesInUse(draft) >= MAX_DEVICES
    ? 'too many devices'
    : undefined
}

const ADMISSION = [authorMayWriteLog, invitationStands, joinerHeldTheInvitation, joinerHasTheirRoot]
const ADDITION = [isGroup, authorMayWriteLog, additionWasTheirs]

/** By an admin, as far as it could know; of two at once through one link or for one person, one counts. */
export const admissionWasTheirs: Validator = (draft, node) =>
  firstProblem(node.entry.action.type === 'add' ? ADDITION : ADMISSION, draft, node)

const VALIDATORS: Readonly<Record<Action['type'], readonly Validator[]>> = {
  // The graph lets only the one genesis in whose hash is the Space's id.
  genesis: [genesisProblem],
  role: [authorMayWriteLog, roleChangeIsAllowed],
  invite: [isNoGroup, authorMayWriteLog, invitationIsAllowed],
  revoke: [authorMayWriteLog, revocationIsAllowed],
  admit: [...ADMISSION, invitationHasRoom, joinerIsNew],
  rotate: [authorMayRotate],
  relays: [authorMayWriteLog, relaysAreAddresses],
  remove: [removalIsAllowed],
  deviceAdd: [deviceIsTheirs, deviceHasRoom],
  deviceRemove: [deviceRemovalIsAllowed],
  transfer: [transferIsAllowed],
  add: [...ADDITION, additionIsAllowed],
}

export const UNDONE = 'undone by a concurrent act of higher authority'

export function problemWith(draft: Draft, node: Node): string | undefined {
  if (draft.voided.has(node.entry.hash)) return UNDONE
  return firstProblem(VALIDATORS[node.entry.action.type], draft, node)
}

function firstProblem(validators: readonly Validator[], draft: Draft, node: Node) {
  for (const validator of validators) {
    const problem = validator(draft, node)
    if (problem) return problem
  }
  return undefined
}
