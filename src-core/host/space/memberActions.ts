import { FoyerError } from '../../base/errors.ts'
import type { DeviceId, UserId } from '../../base/ids.ts'
import {
  type Action,
  createEntry,
  type IdentityWithSecrets,
  type Member,
  type Role,
} from '../../membership/index.ts'
import type { Clock } from '../../ports/index.ts'
import type { Cutoffs } from './cutoffs.ts'
import type { SpaceMembership } from './spaceMembership.ts'

export interface MemberActionsOptions {
  readonly identity: IdentityWithSecrets
  readonly membership: SpaceMembership
  readonly cutoffs: Cutoffs
  readonly clock: Clock
}

/** What this person may do about another one, or about itself. */
export interface MemberRights {
  /** To which the role may be changed, the present one included; empty: none. */
  readonly roles: readonly Role[]
  readonly remove: boolean
  readonly transfer: boolean
  readonly removeDevices: boolean
}

/**
 * Changes of who belongs to a Space. All throw FoyerError: NOT_FOUND for people and devices that are not
 * in it, NOT_ALLOWED, OWNER_STAYS.
 */
export interface MemberActions {
  rightsOver(member: Member): MemberRights
  canLeave(): boolean
  setRole(userId: UserId, role: Role): void
  remove(userId: UserId): void
  removeDevice(deviceId: DeviceId): void
  transfer(userId: UserId): void
  leave(): void
  canRotate(): boolean
  /** New keys for those who are in it now, although nobody came or went. */
  rotate(): void
}

const GIVEN_ROLES: readonly Role[] = ['admin', 'editor', 'commenter', 'viewer']
const NONE: MemberRights = { roles: [], remove: false, transfer: false, removeDevices: false }

export function createMemberActions(options: MemberActionsOptions): MemberActions {
  const { identity, membership, cutoffs, clock } = options

  const write = (action: Action) => {
    membership.append([createEntry(identity, membership.state(), action, clock)])
    // At once: whoever has just lost access must not read what is written next (rule 8).
    membership.rotateIfNeeded()
  }

  function memberOf(userId: UserId): Member {
    const member = membership.state().members.get(userId)
    if (!member) throw new FoyerError('NOT_FOUND')
    return member
  }
  const demand = (allowed: boolean) => {
    if (!allowed) throw new FoyerError('NOT_ALLOWED')
  }

  function rightsOver({ userId, role }: Member): MemberRights {
    const own = membership.role()
    const isSelf = userId === identity.userId
    if (!own || role === 'owner') return { ...NONE, removeDevices: isSelf && own !== undefined }
    const { writeLog } = membership.rights()
    return {
      roles: writeLog ? (GIVEN_ROLES.includes(role) ? GIVEN_ROLES : [role, ...GIVEN_ROLES]) : [],
      remove: writeLog && !isSelf,
      transfer: own === 'owner' && role !== 'guest',
      removeDevices: writeLog || isSelf,
    }
  }

  return {
    rightsOver,
    canLeave: () => membership.role() !== undefined && membership.role() !== 'owner',
    setRole(userId, role) {
      const member = memberOf(userId)
      demand(rightsOver(member).roles.includes(role) && role !== 'guest')
      if (member.role === role) return
      write({ type: 'role', userId, role, cutoffs: cutoffs.ofPerson(userId) })
    },
    remove(userId) {
      demand(rightsOver(memberOf(userId)).remove)
      write({ type: 'remove', userId, cutoffs: cutoffs.ofPerson(userId) })
    },
    removeDevice(deviceId) {
      const device = membership.device(deviceId)
      if (!device || !membership.isPresent(deviceId)) throw new FoyerError('NOT_FOUND')
      // A device does not end itself: whoever wants that leaves, or uses another one.
      demand(deviceId !== identity.deviceId && rightsOver(memberOf(device.userId)).removeDevices)
      write({ type: 'deviceRemove', deviceId, cutoffs: cutoffs.ofDevice(deviceId) })
    },
    transfer(userId) {
      demand(rightsOver(memberOf(userId)).transfer)
      write({ type: 'transfer', userId })
    },
    canRotate: () => membership.rights().rotate,
    rotate() {
      demand(membership.rights().rotate)
      membership.rotateNow()
    },
    leave() {
      const { userId } = identity
      if (memberOf(userId).role === 'owner') throw new FoyerError('OWNER_STAYS')
      write({ type: 'remove', userId, cutoffs: cutoffs.ofPerson(userId) })
    },
  }
}
