import type { ErrorCode } from '../base/errors.ts'
import { err, ok, type Result } from '../base/result.ts'
import type { RandomSource } from '../crypto/index.ts'
import type { Clock } from '../ports/index.ts'
import { createEntry, rotate } from './create.ts'
import { deviceTag } from './deviceTag.ts'
import type { EncodedEntry } from './entry.ts'
import { kitLockboxesFor, lockboxesFor, mustRotate } from './epoch.ts'
import { isExpired } from './expiry.ts'
import type { InviteState } from './facts.ts'
import type { IdentityWithSecrets } from './identity.ts'
import { transcriptHashOf } from './joinProof.ts'
import { type JoinRequest, verifyJoinRequest } from './joinRequest.ts'
import type { EpochWithSecrets } from './keyWraps.ts'
import { extend } from './log.ts'
import { can } from './roles.ts'
import type { MembershipState } from './state.ts'

/** Links of people who were removed or may not invite any more let nobody in. */
export function mayInvite(
  state: MembershipState,
  { createdBy }: Pick<InviteState, 'createdBy'>,
): boolean {
  const maker = state.devices.get(createdBy)
  return can(maker && state.members.get(maker.userId)?.role).invite
}

/** Why a request cannot be granted now; undefined when it can (rule 28). */
export function admissionProblem(
  state: MembershipState,
  request: JoinRequest,
  transcript: Uint8Array,
  now: number,
): ErrorCode | undefined {
  const invite = state.invites.get(request.inviteId)
  if (!invite || !verifyJoinRequest(request, transcript, invite.publicKey)) return 'LINK_FOREIGN'
  if (invite.revoked || !mayInvite(state, invite)) return 'LINK_REVOKED'
  if (isExpired(invite.expiresAt, now)) return 'LINK_EXPIRED'
  if (state.members.has(request.certificate.userId)) return 'ALREADY_MEMBER'
  if (invite.maxUses !== null && invite.uses >= invite.maxUses) return 'LINK_USED_UP'
  const tag = deviceTag(request.certificate.deviceId)
  // Rule 11: two devices never share a tag; who was removed or left has to come with a fresh device key.
  return [...state.devices.values()].some((device) => device.tag === tag)
    ? 'DEVICE_ENDED'
    : undefined
}

/**
 * The ADMIT with lockboxes of every epoch this device can read (rule 28), and a ROTATE before it where
 * the readers changed since the last (rule 8). `transcript`: of the handshake the request came through.
 */
export function admit(
  identity: IdentityWithSecrets,
  state: MembershipState,
  epochs: readonly EpochWithSecrets[],
  request: JoinRequest,
  transcript: Uint8Array,
  clock: Pick<Clock, 'now'>,
  random: RandomSource,
): Result<EncodedEntry[], ErrorCode> {
  const problem = admissionProblem(state, request, transcript, clock.now())
  if (problem) return err(problem)
  if (!can(state.members.get(identity.userId)?.role).writeLog) return err('NOT_ALLOWED')
  const { inviteId, certificate, proof } = request
  const fresh = mustRotate(state, clock.now()) ? rotate(identity, state, random, clock) : undefined
  const after = fresh ? extend(state, [fresh.entry.bytes]) : state
  const readable = fresh ? [...epochs, fresh.epoch] : epochs
  const lockboxes = lockboxesFor(after, readable, certificate.boxKey)
  // A guest comes for one visit and has no kit.
  const isGuest = state.invites.get(inviteId)?.role === 'guest'
  const kit = isGuest ? [] : kitLockboxesFor(after, readable, certificate.rootKey)
  const transcriptHash = transcriptHashOf(transcript)
  const action = {
    type: 'admit',
    inviteId,
    certificate,
    transcriptHash,
    ...proof,
    lockboxes,
    kit,
  } as const
  const entry = createEntry(identity, after, action, clock)
  return ok(fresh ? [fresh.entry, entry] : [entry])
}
