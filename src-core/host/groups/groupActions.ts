import { FoyerError } from '../../base/errors.ts'
import type { UserId } from '../../base/ids.ts'
import type { Member } from '../../membership/index.ts'
import { createNewDevices, type NewDevicesOptions } from './newDevices.ts'

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

export function createGroupActions(options: NewDevicesOptions): GroupActions {
  const { membership, parent: space } = options
  const newDevices = createNewDevices(options)

  function standing(member: Member): Standing {
    if (newDevices.of(member).length > 0) return 'canCome'
    return membership.present().some(({ userId }) => userId === member.userId) ? 'in' : 'former'
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
        for (const device of newDevices.of(member)) newDevices.add(device, member)
    },
  }
}
