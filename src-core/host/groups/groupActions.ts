import { FoyerError } from '../../base/errors.ts'
import type { UserId } from '../../base/ids.ts'
import {
  createEntry,
  type DeviceInfo,
  type IdentityWithSecrets,
  kitLockboxesFor,
  lockboxesFor,
  type Member,
  roleWithin,
} from '../../membership/index.ts'
import type { Clock } from '../../ports/index.ts'
import type { SpaceMembership } from '../space/spaceMembership.ts'

export interface GroupActionsOptions {
  readonly identity: IdentityWithSecrets
  readonly membership: SpaceMembership
  readonly parent: SpaceMembership
  readonly clock: Clock
}

/** `in`: all devices the person has in the Space are in; `former`: was taken out, and has no other device. */
export type Standing = 'in' | 'canCome' | 'former'

/** Who of a Space comes into one of its groups. */
export interface GroupActions {
  /** One may add people. */
  canAdd(): boolean
  standing(member: Member): Standing
  /**
   * Current members of the Space with all their devices. Throws FoyerError NOT_ALLOWED, NOT_FOUND for who
   * is not in the Space, GROUP_FORMER for who can come back with a new device only.
   */
  add(people: readonly UserId[]): void
}

export function createGroupActions(options: GroupActionsOptions): GroupActions {
  const { identity, membership, parent: space, clock } = options

  /** A device that was in the group once does not come back: its chain has an end (rule 11). */
  const newDevices = ({ devices }: Member): DeviceInfo[] =>
    devices.flatMap((deviceId) => {
      const device = space.device(deviceId)
      const known = membership.device(deviceId) ?? membership.deviceByTag(device?.tag ?? -1)
      return device && !known && space.isPresent(deviceId) ? [device] : []
    })

  function standing(member: Member): Standing {
    if (newDevices(member).length > 0) return 'canCome'
    return membership.present().some(({ userId }) => userId === member.userId) ? 'in' : 'former'
  }

  function addDevice({ certificate }: DeviceInfo, { role }: Member) {
    const state = membership.state()
    const opened = membership.epochs()
    const lockboxes = lockboxesFor(state, opened, certificate.boxKey)
    const kit = kitLockboxesFor(state, opened, certificate.rootKey)
    const action = {
      ...({ type: 'add', certificate, lockboxes, kit } as const),
      role: roleWithin(role, 'editor'),
    }
    membership.append([createEntry(identity, state, action, clock)])
  }

  const canAdd = () => membership.rights().writeLog
  return {
    canAdd,
    standing,
    add(people) {
      if (!canAdd()) throw new FoyerError('NOT_ALLOWED')
      const chosen = people.map((userId) => {
        const member = space.present().find((one) => one.userId === userId)
        if (!member) throw new FoyerError('NOT_FOUND')
        if (standing(member) === 'former') throw new FoyerError('GROUP_FORMER')
        return member
      })
      // Nobody is given a key that somebody has who may not read any more (rule 8).
      membership.rotateIfNeeded()
      for (const member of chosen)
        for (const device of newDevices(member)) addDevice(device, member)
    },
  }
}
