import { encode, struct, tryDecode, union } from '../../base/codec.ts'
import { createEmitter } from '../../base/emitter.ts'
import type { DeviceId, SpaceId } from '../../base/ids.ts'
import { type HandedSpace, handedSpace, inParts } from '../devices/deviceProtocol.ts'
import { createHandedParts, handedPart, isTooLarge } from '../devices/handedLog.ts'
import type { SpaceLetters } from '../mailbox/letters.ts'

type Say = (message: Uint8Array) => void

/**
 * What a Space's session with another member's device carries of its hidden groups (rule 10). Nothing goes
 * to a device that the group's own log does not name, not even a question.
 */
export interface GroupExchange {
  /** The other device is there; `say` does nothing once it has gone. */
  met(space: SpaceId, device: DeviceId, say: Say): void
  gone(space: SpaceId, device: DeviceId): void
  /** False: it is not what it has to be as far as this device knows, which may be told more. */
  receive(space: SpaceId, device: DeviceId, message: Uint8Array): boolean
  /** Tells those who are linked of a group that they belong to and have not shown to hold. */
  announce(group: ToldGroup): void
  /** As `announce` does, to somebody who is not linked. */
  letters(space: SpaceId): SpaceLetters
}

/** A group as far as it is told. */
export interface ToldGroup {
  readonly spaceId: SpaceId
  readonly parent: SpaceId
  /** How many keys it has had. */
  epochs(): number
  /** Devices that this device brought in and `isFor` is true for. */
  broughtIn(): readonly DeviceId[]
  /** The device is in it and has not shown to hold it, and one may still tell so. */
  isFor(device: DeviceId): boolean
  handed(): HandedSpace
}

export interface GroupExchangeOptions {
  /** The groups of one Space. */
  readonly groupsOf: (space: SpaceId) => readonly ToldGroup[]
  readonly takeIn: (space: SpaceId, from: DeviceId, group: HandedSpace) => boolean
}

export const groupMessage = union({
  group: [1, struct({ group: handedSpace })],
  /** Comes before `group`, of a log that is too large for one message. */
  part: [2, struct({ part: handedPart })],
})

export function createGroupExchange(options: GroupExchangeOptions): GroupExchange {
  const linked = new Map<SpaceId, Map<DeviceId, Say>>()
  const grown = createEmitter<void>()
  const parts = createHandedParts()
  const messageOf = (group: HandedSpace) => encode(groupMessage, { type: 'group', group })

  const letterOf = (group: HandedSpace) => (isTooLarge(group) ? undefined : messageOf(group))

  function tell(group: ToldGroup, device: DeviceId, say: Say) {
    const handed = group.isFor(device) ? group.handed() : undefined
    if (!handed || isTooLarge(handed)) return
    const messages = inParts(handed, {
      part: (part) => encode(groupMessage, { type: 'part', part }),
      space: messageOf,
    })
    for (const message of messages) say(message)
  }
  function receive(space: SpaceId, device: DeviceId, bytes: Uint8Array): boolean {
    const received = tryDecode(groupMessage, bytes)
    if (received?.type === 'part') parts.add(device, received.part.spaceId, received.part)
    if (received?.type !== 'group') return true
    const { group } = received
    const whole = parts.whole(device, group.spaceId, group)
    return whole ? options.takeIn(space, device, { ...group, ...whole }) : true
  }
  const lettersOf = (group: ToldGroup, linkedNow: ReadonlyMap<DeviceId, Say> | undefined) =>
    group
      .broughtIn()
      .filter((to) => !linkedNow?.has(to))
      .map((to) => ({
        ...{ to, about: group.spaceId, edition: group.epochs() },
        content: () => letterOf(group.handed()),
      }))

  return {
    met(space, device, say) {
      const devices = linked.get(space) ?? new Map<DeviceId, Say>()
      linked.set(space, devices.set(device, say))
      for (const group of options.groupsOf(space)) tell(group, device, say)
    },
    gone(space, device) {
      linked.get(space)?.delete(device)
      parts.forget(device)
    },
    receive,
    letters: (space) => ({
      due: () => options.groupsOf(space).flatMap((group) => lettersOf(group, linked.get(space))),
      receive: (from, content) => receive(space, from, content),
      onChange: grown.on,
    }),
    announce(group) {
      grown.emit()
      for (const [device, say] of linked.get(group.parent) ?? []) tell(group, device, say)
    },
  }
}
