import { concatBytes } from '../base/bytes.ts'
import { type InviteId, idToBytes } from '../base/ids.ts'
import { hash, type SigningKeysWithSecrets, sign, verify } from '../crypto/index.ts'
import type { DeviceCertificate } from './certificate.ts'

/** What a joiner signs with both keys (rule 28): H(T) ‖ inviteId ‖ its certificate's signed bytes. */
export interface JoinClaim {
  readonly transcriptHash: Uint8Array
  readonly inviteId: InviteId
  readonly certificate: DeviceCertificate
}

export interface JoinProof {
  readonly byInvitation: Uint8Array
  readonly byDevice: Uint8Array
}

const BY_INVITATION = 'join/invitation'
const BY_DEVICE = 'join/device'

/** `transcript` of the handshake that the joiner and the admitter share (rule 20), of any length. */
export const transcriptHashOf = (transcript: Uint8Array): Uint8Array => hash(transcript)

const claimBytes = (claim: JoinClaim): Uint8Array =>
  concatBytes(claim.transcriptHash, idToBytes(claim.inviteId), claim.certificate.signed)

export const proveJoin = (
  claim: JoinClaim,
  invitation: SigningKeysWithSecrets,
  device: SigningKeysWithSecrets,
): JoinProof => ({
  byInvitation: sign(BY_INVITATION, claimBytes(claim), invitation),
  byDevice: sign(BY_DEVICE, claimBytes(claim), device),
})

export function verifyJoin(claim: JoinClaim, proof: JoinProof, invitationKey: Uint8Array): boolean {
  const bytes = claimBytes(claim)
  return (
    verify(BY_INVITATION, bytes, proof.byInvitation, invitationKey) &&
    verify(BY_DEVICE, bytes, proof.byDevice, claim.certificate.signKey)
  )
}
