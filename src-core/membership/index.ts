export type { Action, ActionOf, Cutoff } from './actions.ts'
export { admissionProblem, admit, mayInvite } from './admit.ts'
export { roleAt, writerRole } from './authority.ts'
export {
  type Card,
  type CardFields,
  createCard,
  decodeCard,
  encodeCard,
  MAX_CARD_BYTES,
  verifyCard,
} from './card.ts'
export {
  type DeviceCertificate,
  deviceCertificate,
  sameCertificate,
  verifyCertificate,
} from './certificate.ts'
export { boxKeysOfReaders, createEntry, createSpaceLog, rotate } from './create.ts'
export {
  type DeviceLink,
  deviceDigits,
  deviceLinkSecrets,
  digitCommitment,
  formatDeviceLink,
  parseDeviceLink,
} from './deviceLink.ts'
export { deviceTag } from './deviceTag.ts'
export { type EncodedEntry, type LogEntry, MAX_ENTRY_BYTES, openEntry } from './entry.ts'
export {
  commitKey,
  contentKey,
  epochsToListenOn,
  kitLockboxesFor,
  LISTENED_MS,
  linkPsk,
  lockboxesFor,
  mailboxKey,
  mustRotate,
  openEpochs,
  signalKey,
  topicKey,
} from './epoch.ts'
export { entriesMissingFor, removalNotice } from './exchange.ts'
export { isExpired } from './expiry.ts'
export type { DeviceInfo, InviteState, Member, ParentFacts } from './facts.ts'
export { formerMembers } from './formerMembers.ts'
export { roleWithin } from './groupRoles.ts'
export { mustHandOver } from './handOver.ts'
export {
  canCertify,
  certifyOther,
  createIdentity,
  decodeIdentity,
  encodeIdentity,
  type IdentityWithSecrets,
  identityOfDevice,
  identityOfRoot,
  type RootedIdentityWithSecrets,
  renewedIdentity,
  userIdOfRoot,
} from './identity.ts'
export { deviceInVain, devicesInVain } from './inVain.ts'
export {
  createInvite,
  type InviteOptions,
  invitationSecrets,
} from './invitation.ts'
export {
  createJoinRequest,
  decodeJoinRequest,
  encodeJoinRequest,
  type JoinRequest,
  verifyJoinRequest,
} from './joinRequest.ts'
export { createKeyAhead, isSealedTo, type KeyAhead, sealAhead } from './keyAhead.ts'
export type { EpochWithSecrets } from './keyWraps.ts'
export { formatLink, type InvitationLink, parseLink } from './link.ts'
export {
  extend,
  extending,
  keptSince,
  readingWithin,
  replay,
  replaying,
  replayKept,
  withParent,
} from './log.ts'
export { parentFacts } from './parent.ts'
export {
  authorityMark,
  coveringHeads,
  isAtOrAfter,
  lastSeqOf,
  type NamedEnvelope,
  namedEnvelopes,
} from './positions.ts'
export {
  KIT_WORDS,
  parseRecoveryWords,
  recoveryWords,
} from './recoveryWords.ts'
export { isRelayUrl } from './relayUrl.ts'
export { can, type InvitedRole, type Rights, type Role, roleCodec } from './roles.ts'
export {
  type Comparison,
  compareSafetyCode,
  safetyCode,
  safetyNumber,
} from './safetyNumber.ts'
export type { MembershipState } from './state.ts'
export { type Stay, staysOf } from './stays.ts'
export { loweredAt, type UndoneAct, undoneActs } from './undoneActs.ts'
export { checkWelcome } from './welcome.ts'
