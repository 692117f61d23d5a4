import type { DeviceId } from '../base/ids.ts'
import { sameCertificate } from './certificate.ts'
import type { ParentFacts } from './facts.ts'
import type { MembershipState } from './state.ts'

/** The facts of a Space's log, as it stands. */
export function parentFacts(space: MembershipState): ParentFacts {
  // Groups do not nest: a group vouches for nobody.
  const devices = space.parent === null ? space.devices : new Map<DeviceId, never>()
  return {
    spaceId: space.spaceId,
    knows(certificate) {
      const known = devices.get(certificate.deviceId)
      return known !== undefined && sameCertificate(known.certificate, certificate)
    },
    hasEnded(deviceId) {
      const known = devices.get(deviceId)
      return known !== undefined && !space.members.get(known.userId)?.devices.includes(deviceId)
    },
  }
}
