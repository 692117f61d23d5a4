import { encode, list, struct, tryDecode, union } from '../../base/codec.ts'
import { hashId } from '../../base/idCodec.ts'
import type { DeviceId, SpaceId } from '../../base/ids.ts'
import type { Storage } from '../../ports/index.ts'
import { type HandedSpace, handedSpace } from './deviceProtocol.ts'

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
})

const ERASED = 'erasedSpaces'

/** All devices of a person hold the same Spaces: each tells the others what it has, and asks for the rest. */
export function createOwnSpaces(options: OwnSpacesOptions): OwnSpaces {
  const { storage } = options
  const others = new Map<DeviceId, (message: Uint8Array) => void>()

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
          if (space) say(encode(ownMessage, { type: 'space', space }))
        }
      if (received?.type === 'space' && missing([received.space.spaceId]).length > 0)
        options.takeOver(received.space)
    },
    announce() {
      for (const say of others.values()) say(have())
    },
    erased: (spaceId) => setErased([...new Set([...erasedSpaces(), spaceId])]),
    isErased: (spaceId) => erasedSpaces().includes(spaceId),
    wanted: (spaceId) => setErased(erasedSpaces().filter((one) => one !== spaceId)),
  }
}
