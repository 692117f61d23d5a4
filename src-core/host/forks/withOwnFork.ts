import type { DeviceId } from '../../base/ids.ts'
import type { DeviceHead } from '../../ports/index.ts'
import type { NamedBranches } from '../space/namedBranches.ts'
import type { SpaceMembership } from '../space/spaceMembership.ts'
import type { SpaceSync } from '../space/spaceSync.ts'
import type { OwnFork } from './ownFork.ts'

/** The branches that the log names, and of this device's own chain the one that others hold. */
export const withOwnFork = (
  self: DeviceId,
  branches: NamedBranches,
  own: OwnFork | undefined,
): NamedBranches =>
  own
    ? {
        ...branches,
        sought: () => [...branches.sought(), ...own.sought()],
        isSought: (deviceId) => (deviceId === self ? own.isSought() : branches.isSought(deviceId)),
        offer: (row, prev) =>
          row.deviceId === self ? own.offer(row, prev) : branches.offer(row, prev),
      }
    : branches

/** What the devices of the Space said last that they hold of this device's chain. */
export const heldOfOwnChain = (
  self: DeviceId,
  space: {
    readonly membership: Pick<SpaceMembership, 'present'>
    readonly sync: Pick<SpaceSync, 'peer'>
  },
): { readonly head: DeviceHead; readonly connected: boolean }[] =>
  space.membership
    .present()
    .flatMap(({ devices }) => devices)
    .flatMap((device) => {
      const { heads, connected } = space.sync.peer(device)
      const head = heads?.find(({ deviceId }) => deviceId === self)
      return device === self || !head ? [] : [{ head, connected }]
    })
