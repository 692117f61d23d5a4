import { bytes, encode, fixedBytes, nullable, struct, text, tryDecode } from '../base/codec.ts'
import { shortId } from '../base/idCodec.ts'
import type { InviteId } from '../base/ids.ts'
import { type Card, decodeCard, encodeCard, MAX_CARD_BYTES, verifyCard } from './card.ts'
import { type DeviceCertificate, deviceCertificate, verifyCertificate } from './certificate.ts'
import type { IdentityWithSecrets } from './identity.ts'
import type { InvitationSecretsWithSecrets } from './invitation.ts'
import { type JoinProof, proveJoin, transcriptHashOf, verifyJoin } from './joinProof.ts'
import { versionByte } from './versionByte.ts'

/** What a joiner sends over the authenticated channel (rule 28). Only the proof goes into the log. */
export interface JoinRequest {
  readonly inviteId: InviteId
  readonly certificate: DeviceCertificate
  readonly proof: JoinProof
  /** As told, not checked; for the inviter only (WS-4). */
  readonly email: string | null
  readonly card: Card
}

const layout = struct({
  version: versionByte(1),
  inviteId: shortId<InviteId>(),
  certificate: deviceCertificate,
  byInvitation: fixedBytes(64),
  byDevice: fixedBytes(64),
  email: nullable(text(320)),
  card: bytes(MAX_CARD_BYTES),
})

/** `transcript`: of the handshake through which the request will be sent (rule 20). */
export function createJoinRequest(
  identity: IdentityWithSecrets,
  invitation: InvitationSecretsWithSecrets,
  transcript: Uint8Array,
  told: { readonly card: Card; readonly email: string | null },
): JoinRequest {
  const { certificate } = identity
  const { inviteId } = invitation
  const transcriptHash = transcriptHashOf(transcript)
  const claim = { transcriptHash, inviteId, certificate }
  const proof = proveJoin(claim, invitation.keys, identity.device)
  return { inviteId, certificate, proof, ...told }
}

export const encodeJoinRequest = (request: JoinRequest): Uint8Array =>
  encode(layout, {
    version: 1,
    ...request,
    ...request.proof,
    card: encodeCard(request.card),
  })

/** Undefined for anything that is not exactly one request. Nothing is verified here. */
export function decodeJoinRequest(input: Uint8Array): JoinRequest | undefined {
  const fields = tryDecode(layout, input)
  const card = fields && decodeCard(fields.card)
  if (!fields || !card) return undefined
  const { inviteId, certificate, byInvitation, byDevice, email } = fields
  return { inviteId, certificate, proof: { byInvitation, byDevice }, email, card }
}

/** The joiner holds the invitation and the device, in this very handshake, and the card is its own. */
export function verifyJoinRequest(
  request: JoinRequest,
  transcript: Uint8Array,
  invitationKey: Uint8Array,
): boolean {
  const { inviteId, certificate, proof, card } = request
  const claim = { transcriptHash: transcriptHashOf(transcript), inviteId, certificate }
  return (
    verifyCertificate(certificate) &&
    verifyJoin(claim, proof, invitationKey) &&
    verifyCard(card, certificate)
  )
}
