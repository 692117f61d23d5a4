import type { DeviceId, SpaceId } from '../base/ids.ts'
import { type DeviceCertificate, sameCertificate } from './certificate.ts'
import type { MembershipState } from './state.ts'

/**
 * What the log of a hidden group takes from the log of its Space (rule 10): a group's entries count by
 * both logs together, so that all who hold both come to the same.
 */
export interface ParentFacts {
  readonly spaceId: SpaceId
  /** The Space's log brought in exactly this device, at whatever time. */
  knows(certificate: DeviceCertificate): boolean
  /** The Space's log brought it in and has ended it: a removal of it, or of its person. */
  hasEnded(deviceId: DeviceId): boolean
}

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
