import { FoyerError } from '../../base/errors.ts'
import type { DeviceId, InviteId, SpaceId } from '../../base/ids.ts'
import type { FoyerContract, Invitation, JoinRequest } from '../../bridge/contract.ts'
import type { Handlers } from '../../bridge/types.ts'
import {
  createEntry,
  createInvite,
  formatLink,
  type InvitedRole,
  type InviteState,
  isExpired,
  mayInvite,
  safetyCode,
  safetyNumber,
} from '../../membership/index.ts'
import type { Clock, Random } from '../../ports/index.ts'
import type { Asking } from '../door/requestBook.ts'
import { live } from '../live.ts'
import { toPerson } from '../people.ts'
import type { Runtime } from '../runtime.ts'
import type { Space } from '../space/space.ts'
import type { RuntimeSource } from './context.ts'

export interface InvitationHandlersOptions {
  readonly runtime: RuntimeSource
  /** What a visitor gave at the door, for the inviter only. */
  readonly email: () => string | null
  readonly clock: Clock
  readonly random: Random
}

export function createInvitationHandlers({
  runtime,
  email,
  clock,
  random,
}: InvitationHandlersOptions): Handlers<FoyerContract>['invitations'] {
  const linksOf = ({ identity, relayOf }: Runtime, space: Space, seed: Uint8Array) =>
    formatLink({
      version: 1,
      seed,
      spaceId: space.spaceId,
      inviterKey: identity.device.publicKey,
      inviterDevice: identity.deviceId,
      relay: relayOf(space),
    })

  function stateOf({ membership }: Space, invite: InviteState): Invitation['state'] {
    if (invite.revoked || !mayInvite(membership.state(), invite)) return 'revoked'
    if (isExpired(invite.expiresAt, clock.now())) return 'expired'
    return invite.maxUses !== null && invite.uses >= invite.maxUses ? 'usedUp' : 'open'
  }

  function toInvitation(running: Runtime, space: Space, invite: InviteState): Invitation {
    const seed = running.doorkeeper(space.spaceId).seedOf(invite.inviteId)
    const links = seed && linksOf(running, space, seed)
    const { inviteId, role, createdAt, expiresAt, uses, maxUses, approval } = invite
    const { membership, people } = space
    const creator = membership.device(invite.createdBy)?.userId
    return {
      inviteId,
      role: role as InvitedRole,
      createdAt,
      expiresAt,
      uses,
      maxUses,
      approval,
      state: stateOf(space, invite),
      createdBy: toPerson(people, creator ?? running.identity.userId),
      own: invite.createdBy === running.identity.deviceId,
      cameThrough: cameThrough(space, inviteId),
      webLink: links?.web ?? null,
      desktopLink: links?.desktop ?? null,
    }
  }

  const cameThrough = ({ membership, people }: Space, inviteId: InviteId) =>
    [...membership.state().members.values()]
      .filter(({ invitedThrough }) => invitedThrough === inviteId)
      .sort((a, b) => a.joinedAt - b.joinedAt)
      .map(({ userId, joinedAt }) => ({ person: toPerson(people, userId), at: joinedAt }))

  function toRequest({ identity }: Runtime, space: Space, asking: Asking): JoinRequest {
    const { card, email, inviteId, certificate } = asking.request
    const digits = safetyNumber(identity.certificate, certificate)
    return {
      requestId: certificate.deviceId,
      inviteId,
      name: card.name,
      email,
      deviceLabel: card.deviceLabel,
      role: space.membership.state().invites.get(inviteId)?.role as InvitedRole,
      at: asking.at,
      connected: asking.connected(),
      safety: { digits, qr: safetyCode(digits) },
    }
  }

  function answer(spaceId: SpaceId, requestId: DeviceId, letIn: boolean) {
    const running = runtime()
    const asking = inviting(running.space(spaceId)).requests.find(requestId)
    if (!asking) throw new FoyerError('NOT_FOUND')
    const problem = asking.answer(letIn)
    if (problem) throw new FoyerError(problem)
  }

  function inviting(space: Space) {
    if (!space.membership.rights().invite) throw new FoyerError('NOT_ALLOWED')
    return space
  }

  return {
    watch({ spaceId }, sink) {
      const running = runtime()
      const space = running.space(spaceId)
      return live(sink, [space.onChange], () =>
        [...space.membership.state().invites.values()]
          .map((invite) => toInvitation(running, space, invite))
          .sort((a, b) => b.createdAt - a.createdAt),
      )
    },
    create({ spaceId, role, expiresAt, maxUses, approval = false }) {
      const running = runtime()
      const space = inviting(running.space(spaceId))
      const { seed, entry, inviteId } = createInvite(
        running.identity,
        space.membership.state(),
        { role, expiresAt, maxUses, approval },
        random,
        clock,
      )
      space.membership.append([entry])
      running.doorkeeper(spaceId).keepSeed(inviteId, seed)
      space.announce({ type: 'invitations' })
      const { web, desktop } = linksOf(running, space, seed)
      return { inviteId, webLink: web, desktopLink: desktop }
    },
    revoke({ spaceId, inviteId }) {
      const running = runtime()
      const space = inviting(running.space(spaceId))
      const state = space.membership.state()
      if (!state.invites.has(inviteId)) throw new FoyerError('NOT_FOUND')
      space.membership.append([
        createEntry(running.identity, state, { type: 'revoke', inviteId }, clock),
      ])
      space.announce({ type: 'invitations' })
    },
    requests({ spaceId }, sink) {
      const running = runtime()
      const space = running.space(spaceId)
      return live(sink, [space.onChange], () =>
        space.requests.list().map((asking) => toRequest(running, space, asking)),
      )
    },
    approve: ({ spaceId, requestId }) => answer(spaceId, requestId, true),
    refuse: ({ spaceId, requestId }) => answer(spaceId, requestId, false),
    door({ link }, sink) {
      const { visit, leave } = runtime().visit(link)
      const stop = visit.onState(sink.emit)
      sink.emit(visit.state())
      return () => {
        stop()
        leave()
      }
    },
    stopAsking: ({ link }) => runtime().stopAsking(link),
    join: async ({ link }) => ({ spaceId: await runtime().join(link, email()) }),
  }
}
