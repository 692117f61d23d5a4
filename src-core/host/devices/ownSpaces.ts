import { encode, list, struct, tryDecode, union } from '../../base/codec.ts'
import { hashId } from '../../base/idCodec.ts'
import type { DeviceId, SpaceId } from '../../base/ids.ts'
import type { Storage } from '../../ports/index.ts'
import { type HandedSpace, handedSpace, inParts } from './deviceProtocol.ts'
import { createHandedParts, handedPart } from './handedLog.ts'

/** What a session with another device of the same person carries besides its Space. */
export interface OwnExchange {
  /** The other device is there; `say` does nothing once it has gone. */
  met(device: DeviceId, say: (message: Uint8Array) => void): void
  receive(device: DeviceId, message: Uint8Array, say: (message: Uint8Array) => void): void
}

export interface OwnSpacesOptions {
  readonly storage: Storage
  readonly open: () => readonly SpaceId[]
  readonly takeOver: (space: HandedSpace) => void
  /** Lets one's other device into a Space; undefined where it cannot be, or there is no such Space. */
  readonly handOver: (spaceId: SpaceId, to: DeviceId) => HandedSpace | undefined
}

export interface OwnSpaces extends OwnExchange {
  /** One has come into a Space: the other devices are told. */
  announce(): void
  /** Taken off this device by the person: the other devices do not bring it back. */
  erased(spaceId: SpaceId): void
  isErased(spaceId: SpaceId): boolean
  /** Come into again. */
  wanted(spaceId: SpaceId): void
}

const spaceIds = list(hashId<SpaceId>(), 1000)
export const ownMessage = union({
  have: [1, struct({ spaces: spaceIds })],
  want: [2, struct({ spaces: spaceIds })],
  space: [3, struct({ space: handedSpace })],
  /** Comes before `space`, of a log that is too large for one message. */
  part: [4, struct({ part: handedPart })],
})

const ERASED = 'erasedSpaces'

/** All devices of a person hold the same Spaces: each tells the others what it has, and asks for the rest. */
export function createOwnSpaces(options: OwnSpacesOptions): OwnSpaces {
  const { storage } = options
  const others = new Map<DeviceId, (message: Uint8Array) => void>()
  const parts = createHandedParts()

  const erasedSpaces = (): SpaceId[] => JSON.parse(storage.settings.get(ERASED) ?? '[]')
  const setErased = (spaces: readonly SpaceId[]) =>
    storage.transaction(() => storage.settings.set(ERASED, JSON.stringify(spaces)))
  const have = () =>
    encode(ownMessage, { type: 'have', spaces: [...options.open()].slice(0, 1000) })

  function missing(theirs: readonly SpaceId[]): SpaceId[] {
    const known = new Set([...options.open(), ...erasedSpaces()])
    return theirs.filter((spaceId) => !known.has(spaceId))
  }

  return {
    met(device, say) {
      others.set(device, say)
      parts.forget(device)
      say(have())
    },
    receive(device, bytes, say) {
      const received = tryDecode(ownMessage, bytes)
      if (received?.type === 'have') {
        const spaces = missing(received.spaces)
        if (spaces.length > 0) say(encode(ownMessage, { type: 'want', spaces }))
      }
      if (received?.type === 'want')
        for (const spaceId of received.spaces) {
          const space = options.handOver(spaceId, device)
          if (!space) continue
          const messages = inParts(space, {
            part: (part) => encode(ownMessage, { type: 'part', part }),
            space: (last) => encode(ownMessage, { type: 'space', space: last }),
          })
          for (const message of messages) say(message)
        }
      if (received?.type === 'part') parts.add(device, received.part.spaceId, received.part)
      if (received?.type === 'space') {
        const { space } = received
        const whole = parts.whole(device, space.spaceId, space)
        if (whole && missing([space.spaceId]).length > 0) options.takeOver({ ...space, ...whole })
      }
    },
    announce() {
      for (const say of others.values()) say(have())
    },
    erased: (spaceId) => setErased([...new Set([...erasedSpaces(), spaceId])]),
    isErased: (spaceId) => erasedSpaces().includes(spaceId),
    wanted: (spaceId) => setErased(erasedSpaces().filter((one) => one !== spaceId)),
  }
}
