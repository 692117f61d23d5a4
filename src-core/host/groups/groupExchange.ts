import { encode, struct, tryDecode, union } from '../../base/codec.ts'
import type { DeviceId, SpaceId } from '../../base/ids.ts'
import { type HandedSpace, handedSpace } from '../devices/deviceProtocol.ts'

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
  announce(group: ToldGroup): void
}

/** A group as far as it is told. */
export interface ToldGroup {
  readonly parent: SpaceId
  /** The device is in it and has not shown to hold it, and one may still tell so. */
  isFor(device: DeviceId): boolean
  handed(): HandedSpace
}

export interface GroupExchangeOptions {
  /** The groups of one Space. */
  readonly groupsOf: (space: SpaceId) => readonly ToldGroup[]
  readonly takeIn: (space: SpaceId, from: DeviceId, group: HandedSpace) => void
}

export const groupMessage = union({ group: [1, struct({ group: handedSpace })] })

export function createGroupExchange(options: GroupExchangeOptions): GroupExchange {
  const linked = new Map<SpaceId, Map<DeviceId, Say>>()

  function tell(group: ToldGroup, device: DeviceId, say: Say) {
    if (group.isFor(device)) say(encode(groupMessage, { type: 'group', group: group.handed() }))
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
      for (const [device, say] of linked.get(group.parent) ?? []) tell(group, device, say)
    },
  }
}
