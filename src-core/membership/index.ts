export type { Action, ActionOf, Cutoff } from './actions.ts'
export { admissionProblem, admit } from './admit.ts'
export { roleAt, type WritingPosition, writerRole } from './authority.ts'
export {
  type Card,
  type CardFields,
  createCard,
  decodeCard,
  encodeCard,
  verifyCard,
} from './card.ts'
export {
  type DeviceCertificate,
  deviceCertificate,
  sameCertificate,
  verifyCertificate,
} from './certificate.ts'
export { createEntry, createSpaceLog, type NewSpaceLog, rotate } from './create.ts'
export { deviceTag } from './deviceTag.ts'
export { type EncodedEntry, type LogEntry, MAX_ENTRY_BYTES, openEntry } from './entry.ts'
export {
  commitKey,
  contentKey,
  currentReaders,
  type EpochWithSecrets,
  linkPsk,
  mustRotate,
  openEpochs,
  signalKey,
  topicKey,
} from './epoch.ts'
export { entriesMissingFor } from './exchange.ts'
export { EXPIRY_TOLERANCE_MS, isExpired } from './expiry.ts'
export type { DeviceInfo, EpochInfo, InviteState, Lowering, Member } from './facts.ts'
export {
  createIdentity,
  decodeIdentity,
  encodeIdentity,
  type IdentityWithSecrets,
} from './identity.ts'
export {
  createInvite,
  type InvitationSecretsWithSecrets,
  type InviteOptions,
  invitationSecrets,
  type NewInviteWithSecrets,
} from './invitation.ts'
export { inviteIdOf } from './inviteId.ts'
export {
  createJoinRequest,
  decodeJoinRequest,
  encodeJoinRequest,
  type JoinRequest,
  verifyJoinRequest,
} from './joinRequest.ts'
export { formatLink, type InvitationLink, LINK_VERSION, parseLink } from './link.ts'
export { extend, replay } from './log.ts'
export { isRelayUrl } from './relayUrl.ts'
export { can, type InvitedRole, type Rights, type Role, rights, roleCodec } from './roles.ts'
export type { MembershipState } from './state.ts'
export { checkWelcome } from './welcome.ts'
