import type { MemberDetails } from '../../bridge/contract/members.ts'
import type { FoyerContract } from '../../bridge/contract.ts'
import type { Handlers } from '../../bridge/types.ts'
import { formerMembers, type Member } from '../../membership/index.ts'
import { live } from '../live.ts'
import { toPerson } from '../people.ts'
import { keysOf } from '../space/keysOf.ts'
import type { Space } from '../space/space.ts'
import type { Trust } from '../trust.ts'
import type { RuntimeSource } from './context.ts'

export function createMemberHandlers(runtime: RuntimeSource): Handlers<FoyerContract>['members'] {
  const space = (spaceId: Space['spaceId']) => runtime().space(spaceId)
  return {
    watch({ spaceId }, sink) {
      const { trust } = runtime()
      const watched = space(spaceId)
      return live(sink, [watched.onChange], () => everybodyOf(watched, trust))
    },
    setRole: ({ spaceId, userId, role }) => space(spaceId).members.setRole(userId, role),
    async remove({ spaceId, userId }) {
      await space(spaceId).membership.sealAhead()
      space(spaceId).members.remove(userId)
    },
    async removeDevice({ spaceId, deviceId }) {
      await space(spaceId).membership.sealAhead()
      space(spaceId).members.removeDevice(deviceId)
    },
    transfer: ({ spaceId, userId }) => space(spaceId).members.transfer(userId),
    safetyNumber: ({ spaceId, userId }) => runtime().trust.safety(space(spaceId), userId),
    compare: ({ spaceId, userId, scanned }) =>
      runtime().trust.compare(space(spaceId), userId, scanned),
    setVerified({ spaceId, userId, verified }) {
      runtime().trust.set(space(spaceId), userId, verified)
    },
    roleSeen: ({ spaceId }) => space(spaceId).roleSeen(),
    leave: ({ spaceId }) => space(spaceId).members.leave(),
    async rotate({ spaceId }) {
      await space(spaceId).membership.sealAhead()
      space(spaceId).members.rotate()
    },
  }
}

function everybodyOf(space: Space, trust: Trust) {
  const { membership, people, members } = space
  return {
    self: {
      canLeave: members.canLeave(),
      canRotate: members.canRotate(),
      keys: keysOf(space),
    },
    members: membership.present().map((member) => detailsOf(space, member, trust)),
    removed: formerMembers(membership.state()).map(({ userId, at, by }) => ({
      person: toPerson(people, userId),
      at,
      by: by && toPerson(people, by),
    })),
  }
}

function detailsOf(space: Space, member: Member, trust: Trust): MemberDetails {
  const { membership, people, views } = space
  const { userId, role, joinedAt, expiresAt, invitedThrough } = member
  const { roles, ...can } = space.members.rightsOver(member)
  return {
    person: toPerson(people, userId),
    email: people.email(userId) ?? people.toldEmail(userId),
    here: views.here().includes(userId),
    ...{ role, joinedAt, expiresAt, invitedThrough },
    devices: views
      .devices()
      .filter(({ person }) => person.userId === userId)
      .map(({ deviceId, label, self, connected, lastSeenAt }) => ({
        ...{ deviceId, label, self, connected, lastSeenAt },
        addedAt: membership.device(deviceId)?.addedAt ?? joinedAt,
      })),
    verified: trust.of(space, userId),
    verifiedAt: trust.since(space, userId),
    can: { ...can, roles: [...roles] },
  }
}
