import { parentFacts, type Role, roleWithin, sameCertificate } from '../../membership/index.ts'
import type { SpaceGate } from '../space/spaceGate.ts'
import type { SpaceMembership } from '../space/spaceMembership.ts'

export function createParentGate(parent: SpaceMembership): SpaceGate {
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
