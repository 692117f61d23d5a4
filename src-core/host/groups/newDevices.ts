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

export interface NewDevicesOptions {
  readonly identity: IdentityWithSecrets
  readonly membership: SpaceMembership
  readonly parent: SpaceMembership
  readonly clock: Clock
}

/** Devices that people have in a Space and not in one of its groups. */
export interface NewDevices {
  /** Without those that were in the group once: they do not come back, because their chains have an end (rule 11). */
  of(inSpace: Member): DeviceInfo[]
  /** Writes the ADD, with the keys. */
  add(device: DeviceInfo, inSpace: Member): void
}

export function createNewDevices(options: NewDevicesOptions): NewDevices {
  const { identity, membership, parent: space, clock } = options
  return {
    of: ({ devices }) =>
      devices.flatMap((deviceId) => {
        const device = space.device(deviceId)
        const known = membership.device(deviceId) ?? membership.deviceByTag(device?.tag ?? -1)
        return device && !known && space.isPresent(deviceId) ? [device] : []
      }),
    add({ certificate }, { role }) {
      const state = membership.state()
      const opened = membership.epochs()
      const lockboxes = lockboxesFor(state, opened, certificate.boxKey)
      const kit = kitLockboxesFor(state, opened, certificate.rootKey)
      const action = {
        ...({ type: 'add', certificate, lockboxes, kit } as const),
        role: roleWithin(role, 'editor'),
      }
      membership.append([createEntry(identity, state, action, clock)])
    },
  }
}
