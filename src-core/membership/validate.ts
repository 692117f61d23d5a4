import type { Action, ActionOf } from './actions.ts'
import { hasBit } from './bitset.ts'
import { deviceTag } from './deviceTag.ts'
import { authorOf, type Draft, roleAfter } from './draft.ts'
import { isExpired } from './expiry.ts'
import type { Node } from './graph.ts'
import { inviteIdOf } from './inviteId.ts'
import { verifyJoin } from './joinProof.ts'
import { isRelayUrl } from './relayUrl.ts'
import { can, isInvitedRole, type Role } from './roles.ts'

/** Why a node has no effect, or undefined when it has one. Never throws (rule 5). */
export type Validator = (draft: Draft, node: Node) => string | undefined

const inPast = (of: Node) => (node: Node) => hasBit(of.ancestors, node.index)

/** The author's role where it wrote (rule 5); undefined for people who were not members there. */
export function roleAtNode(draft: Draft, node: Node): Role | undefined {
  const author = authorOf(draft, node)
  return author === undefined ? undefined : roleAfter(draft, author, inPast(node))
}

const authorMayWriteLog: Validator = (draft, node) =>
  can(roleAtNode(draft, node)).writeLog ? undefined : 'its author may not write the log'

const authorMayRotate: Validator = (draft, node) =>
  can(roleAtNode(draft, node)).rotate ? undefined : 'its author may not rotate'

const actionOf = <T extends Action['type']>(node: Node) => node.entry.action as ActionOf<T>

const roleChangeIsAllowed: Validator = (draft, node) => {
  const { userId, role } = actionOf<'role'>(node)
  const before = roleAfter(draft, userId, inPast(node))
  if (before === undefined) return 'a role for someone who is not a member'
  if (before === 'owner' || role === 'owner') return 'the owner changes only by TRANSFER'
  if (before === role) return 'the role is the same'
  return undefined
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

const invitationIsOpen: Validator = (draft, node) => {
  const { inviteId } = actionOf<'admit'>(node)
  const invite = draft.invites.get(inviteId)
  const by = draft.invitedBy.get(inviteId)
  if (!invite || !by || !inPast(node)(by)) return 'no such invitation'
  if (draft.revokedBy.get(inviteId)?.some(inPast(node))) return 'the invitation was revoked'
  if (isExpired(invite.expiresAt, node.entry.at)) return 'the invitation has expired'
  if (invite.maxUses !== null && invite.uses >= invite.maxUses) return 'the invitation is used up'
  return undefined
}

const joinerHeldTheInvitation: Validator = (draft, node) => {
  const admit = actionOf<'admit'>(node)
  const { publicKey } = draft.invites.get(admit.inviteId) as { publicKey: Uint8Array }
  node.proof ??= verifyJoin(admit, admit, publicKey)
  return node.proof ? undefined : 'the joiner did not hold the invitation'
}

const joinerIsNew: Validator = (draft, node) => {
  const { certificate } = actionOf<'admit'>(node)
  if (draft.members.has(certificate.userId)) return 'already a member'
  // Covers the same device id too, whose tag is the same.
  return draft.tags.has(deviceTag(certificate.deviceId)) ? 'the device tag is taken' : undefined
}

const relaysAreAddresses: Validator = (_, node) =>
  actionOf<'relays'>(node).urls.every(isRelayUrl) ? undefined : 'not a relay address'

const notYet: Validator = () => 'not understood by this version'

const VALIDATORS: Readonly<Record<Action['type'], readonly Validator[]>> = {
  // The graph lets only the one genesis in whose hash is the Space's id.
  genesis: [],
  role: [authorMayWriteLog, roleChangeIsAllowed],
  invite: [authorMayWriteLog, invitationIsAllowed],
  revoke: [authorMayWriteLog, revocationIsAllowed],
  admit: [authorMayWriteLog, invitationIsOpen, joinerHeldTheInvitation, joinerIsNew],
  rotate: [authorMayRotate],
  relays: [authorMayWriteLog, relaysAreAddresses],
  add: [notYet],
  remove: [notYet],
  deviceAdd: [notYet],
  deviceRemove: [notYet],
  transfer: [notYet],
}

export function problemWith(draft: Draft, node: Node): string | undefined {
  if (draft.voided.has(node.entry.hash)) return 'undone by a concurrent act of higher authority'
  for (const validator of VALIDATORS[node.entry.action.type]) {
    const problem = validator(draft, node)
    if (problem) return problem
  }
  return undefined
}
