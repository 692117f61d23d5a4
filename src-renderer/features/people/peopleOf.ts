import type { Verified } from '../../../src-core/bridge/contract.ts'
import type { Person, Role } from '../../../src-core/bridge/schemas.ts'
import type { SpaceFacts } from '../../state/useSpaceView.ts'
import type { DeviceSync } from './deviceLine.ts'

/** Widest first. */
const ROLES: readonly Role[] = ['owner', 'admin', 'editor', 'commenter', 'viewer', 'guest']

export interface Known {
  readonly person: Person
  /** As told at the door and not checked; null where it is not known here. */
  readonly email: string | null
  /** The widest role in any Space. */
  readonly role: Role
  readonly here: boolean
  /** A doubt in one Space is a doubt; else compared in any. */
  readonly verified: Verified
  /** One of each device, with what it misses over all Spaces; null while that is unknown. */
  readonly devices: readonly DeviceSync[]
  readonly spaces: readonly SpaceFacts[]
  readonly expiresAt: number | null
}

/** Doubts first. */
const MARKS: readonly Verified[] = ['changed', 'namesake', 'yes', 'no']
const graver = (a: Verified, b: Verified): Verified =>
  MARKS.indexOf(a) <= MARKS.indexOf(b) ? a : b

const wider = (a: Role, b: Role): Role => (ROLES.indexOf(a) <= ROLES.indexOf(b) ? a : b)

const sum = (a: number | null, b: number | null) => (a === null || b === null ? null : a + b)

function mergeDevices(known: readonly DeviceSync[], more: readonly DeviceSync[]): DeviceSync[] {
  const all = new Map(known.map((device) => [device.deviceId, device]))
  for (const device of more) {
    const other = all.get(device.deviceId)
    all.set(
      device.deviceId,
      other ? { ...device, missing: sum(other.missing, device.missing) } : device,
    )
  }
  return [...all.values()]
}

/** Everybody of all Spaces, once each: oneself first, then by name. */
export function peopleOf(views: readonly SpaceFacts[]): Known[] {
  const all = new Map<string, Known>()
  for (const view of views) {
    for (const { person, email, role, here, devices, expiresAt, verified } of view.members) {
      const known = all.get(person.userId)
      all.set(person.userId, {
        person: known?.person.name ? known.person : person,
        email: known?.email ?? email,
        role: known ? wider(known.role, role) : role,
        verified: known ? graver(known.verified, verified) : verified,
        here: here || (known?.here ?? false),
        devices: mergeDevices(known?.devices ?? [], devices),
        spaces: [...(known?.spaces ?? []), view],
        expiresAt: known && known.expiresAt === null ? null : expiresAt,
      })
    }
  }
  return [...all.values()].sort(
    (a, b) =>
      Number(b.person.self) - Number(a.person.self) ||
      a.person.name.localeCompare(b.person.name) ||
      a.person.userId.localeCompare(b.person.userId),
  )
}
