import { encode, struct, tryDecode, union } from '../../base/codec.ts'
import type { DeviceId, SpaceId } from '../../base/ids.ts'
import { type HandedSpace, handedSpace } from '../devices/deviceProtocol.ts'
import type { Space } from '../space/space.ts'

type Say = (message: Uint8Array) => void

/**
 * What a Space's session with another member's device carries of its hidden groups (rule 10). Nothing goes
 * to a device that the group's own log does not name, not even a question.
 */
export interface GroupExchange {
  /** The other device is there; `say` does nothing once it has gone. */
  met(space: SpaceId, device: DeviceId, say: Say): void
  gone(space: SpaceId, device: DeviceId): void
  receive(space: SpaceId, device: DeviceId, message: Uint8Array): void
  /** Tells those who are linked of a group that they belong to and have not shown to hold. */
  announce(group: Space): void
}

export interface GroupExchangeOptions {
  /** The groups of one Space. */
  readonly groupsOf: (space: SpaceId) => readonly Space[]
  readonly handedSpace: (group: Space) => HandedSpace
  readonly takeIn: (space: SpaceId, from: DeviceId, group: HandedSpace) => void
}

export const groupMessage = union({ group: [1, struct({ group: handedSpace })] })

export function createGroupExchange(options: GroupExchangeOptions): GroupExchange {
  const linked = new Map<SpaceId, Map<DeviceId, Say>>()

  /** Whoever confirmed something of the group has it. */
  const lacksIt = (group: Space, device: DeviceId) =>
    group.membership.isPresent(device) && group.sync.peer(device).heads === null

  function tell(group: Space, device: DeviceId, say: Say) {
    // Told by members only: one who was taken out has nothing to give away.
    if (!group.membership.role() || !lacksIt(group, device)) return
    say(encode(groupMessage, { type: 'group', group: options.handedSpace(group) }))
  }

  return {
    met(space, device, say) {
      const devices = linked.get(space) ?? new Map<DeviceId, Say>()
      linked.set(space, devices.set(device, say))
      for (const group of options.groupsOf(space)) tell(group, device, say)
    },
    gone: (space, device) => void linked.get(space)?.delete(device),
    receive(space, device, bytes) {
      const received = tryDecode(groupMessage, bytes)
      if (received) options.takeIn(space, device, received.group)
    },
    announce(group) {
      const parent = group.group?.parent.spaceId
      for (const [device, say] of (parent && linked.get(parent)) ?? []) tell(group, device, say)
    },
  }
}
