import { equalBytes } from '../base/bytes.ts'
import type { ErrorCode } from '../base/errors.ts'
import { err, ok, type Result } from '../base/result.ts'
import type { Steps } from '../base/steps.ts'
import type { IdentityWithSecrets } from './identity.ts'
import type { InvitationLink } from './link.ts'
import { extending, replay } from './log.ts'
import type { MembershipState } from './state.ts'

/**
 * What the joiner checks of the log it is given (rule 28): its genesis is the one the link names, the
 * device that made the link has the key the link names, and this person is in it. Else LINK_FOREIGN.
 */
export function* checkWelcome(
  identity: Pick<IdentityWithSecrets, 'userId' | 'deviceId'>,
  link: InvitationLink,
  entries: Iterable<Uint8Array>,
): Steps<Result<MembershipState, ErrorCode>> {
  const state = yield* extending(replay(link.spaceId, []), entries)
  const inviter = state.devices.get(link.inviterDevice)
  const isInviters = inviter && equalBytes(inviter.certificate.signKey, link.inviterKey)
  const isMine = state.devices.get(identity.deviceId)?.userId === identity.userId
  return isInviters && isMine ? ok(state) : err('LINK_FOREIGN')
}
