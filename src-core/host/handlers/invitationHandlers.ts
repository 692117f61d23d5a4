import { FoyerError } from '../../base/errors.ts'
import type { FoyerContract, Invitation } from '../../bridge/contract.ts'
import type { Handlers } from '../../bridge/types.ts'
import {
  createEntry,
  createInvite,
  formatLink,
  type InvitedRole,
  type InviteState,
  isExpired,
} from '../../membership/index.ts'
import type { Clock, Random } from '../../ports/index.ts'
import { live } from '../live.ts'
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

  function stateOf(invite: InviteState): Invitation['state'] {
    if (invite.revoked) return 'revoked'
    if (isExpired(invite.expiresAt, clock.now())) return 'expired'
    return invite.maxUses !== null && invite.uses >= invite.maxUses ? 'usedUp' : 'open'
  }

  function toInvitation(running: Runtime, space: Space, invite: InviteState): Invitation {
    const seed = running.doorkeeper(space.spaceId).seedOf(invite.inviteId)
    const links = seed && linksOf(running, space, seed)
    const { inviteId, role, createdAt, expiresAt, uses, maxUses } = invite
    return {
      inviteId,
      role: role as InvitedRole,
      createdAt,
      expiresAt,
      uses,
      maxUses,
      state: stateOf(invite),
      webLink: links?.web ?? null,
      desktopLink: links?.desktop ?? null,
    }
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
    create({ spaceId, role, expiresAt, maxUses }) {
      const running = runtime()
      const space = inviting(running.space(spaceId))
      const { seed, entry, inviteId } = createInvite(
        running.identity,
        space.membership.state(),
        { role, expiresAt, maxUses, approval: false },
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
    door({ link }, sink) {
      const { visit, leave } = runtime().visit(link)
      const stop = visit.onState(sink.emit)
      sink.emit(visit.state())
      return () => {
        stop()
        leave()
      }
    },
    join: async ({ link }) => ({ spaceId: await runtime().join(link, email()) }),
  }
}
