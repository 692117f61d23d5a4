import type { Disposer } from '../../base/disposer.ts'
import type { DeviceId } from '../../base/ids.ts'
import {
  type DeviceCertificate,
  type Member,
  type ParentFacts,
  parentFacts,
  type Role,
  roleWithin,
  sameCertificate,
} from '../../membership/index.ts'
import type { SpaceMembership } from '../space/spaceMembership.ts'

/** What a hidden group asks of its Space, by the Space's log as this device holds it now (rule 10). */
export interface ParentGate {
  facts(): ParentFacts
  /** The device is a current member's. */
  mayRead(deviceId: DeviceId): boolean
  /** The same for a device that the group's log does not know yet. */
  knows(certificate: DeviceCertificate): boolean
  /** One's own role in the group, as far as the Space leaves it. */
  own(role: Role): Role | undefined
  /** Without those who are not in the Space now, and with roles as far as the Space leaves them. */
  among(members: readonly Member[]): Member[]
  ended(): 'removed' | 'left' | 'expired' | null
  onChange(listener: () => void): Disposer
}

export function createParentGate(parent: SpaceMembership): ParentGate {
  const within = (space: Role | undefined, role: Role) => space && roleWithin(space, role)
  return {
    facts: () => parentFacts(parent.state()),
    mayRead: parent.isPresent,
    knows(certificate) {
      const device = parent.device(certificate.deviceId)
      return (
        device !== undefined &&
        parent.isPresent(device.deviceId) &&
        sameCertificate(device.certificate, certificate)
      )
    },
    own: (role) => within(parent.role(), role),
    among: (members) =>
      members.flatMap((member) => {
        const devices = member.devices.filter(parent.isPresent)
        const role = within(parent.state().members.get(member.userId)?.role, member.role)
        return role && devices.length > 0 ? [{ ...member, role, devices }] : []
      }),
    ended: parent.ended,
    onChange: parent.onChange,
  }
}
