import type { Disposer } from '../../base/disposer.ts'
import type { DeviceId } from '../../base/ids.ts'
import type { DeviceCertificate, Member, ParentFacts, Role } from '../../membership/index.ts'

/**
 * How one's own access ended, the person's or (`device`) this device's alone. `undone`: whoever let this person in had
 * no right to any more, and it never counted.
 */
export type Ended = 'removed' | 'device' | 'left' | 'expired' | 'undone'

/** What a hidden group asks of its Space, by the Space's log as this device holds it now (rule 10). */
export interface SpaceGate {
  facts(): ParentFacts
  /** The device is a current member's. */
  mayRead(deviceId: DeviceId): boolean
  /** The same for a device that the group's log does not know yet. */
  knows(certificate: DeviceCertificate): boolean
  /** One's own role in the group, as far as the Space leaves it. */
  own(role: Role): Role | undefined
  /** Without those who are not in the Space now, and with roles as far as the Space leaves them. */
  among(members: readonly Member[]): Member[]
  ended(): Ended | null
  onChange(listener: () => void): Disposer
}
