import {
  bool,
  bytes,
  type Codec,
  encode,
  nullable,
  struct,
  tryDecode,
  union,
} from '../../base/codec.ts'
import type { Disposer } from '../../base/disposer.ts'
import { createEmitter } from '../../base/emitter.ts'
import { shortId } from '../../base/idCodec.ts'
import type { DeviceId, ItemId } from '../../base/ids.ts'

/** What a device says of itself to those it is linked with; never stored (rule 14). */
export type PresenceMessage =
  | { readonly type: 'place'; readonly here: boolean; readonly itemId: ItemId | null }
  /** A y-protocols awareness update of the note's cursors. */
  | { readonly type: 'cursors'; readonly itemId: ItemId; readonly update: Uint8Array }

const codec: Codec<PresenceMessage> = union({
  place: [1, struct({ here: bool, itemId: nullable(shortId<ItemId>()) })],
  cursors: [2, struct({ itemId: shortId<ItemId>(), update: bytes(4000) })],
})

export const encodePresence = (message: PresenceMessage): Uint8Array => encode(codec, message)
export const parsePresence = (input: Uint8Array): PresenceMessage | undefined =>
  tryDecode(codec, input)

export interface Place {
  readonly deviceId: DeviceId
  readonly itemId: ItemId | null
}

/** Who is where right now. A device is gone when its link is. */
export interface PresenceBook {
  /** Devices of others that are in the Space. */
  places(): readonly Place[]
  own(): { readonly here: boolean; readonly itemId: ItemId | null }
  setOwn(here: boolean, itemId: ItemId | null): void
  receive(from: DeviceId, message: PresenceMessage): void
  gone(device: DeviceId): void
  onPlaces(listener: () => void): Disposer
  onCursors(listener: (from: DeviceId, itemId: ItemId, update: Uint8Array) => void): Disposer
}

export function createPresenceBook(): PresenceBook {
  const others = new Map<DeviceId, Place>()
  const placesChanged = createEmitter<void>()
  const cursors = createEmitter<[DeviceId, ItemId, Uint8Array]>()
  let own: { here: boolean; itemId: ItemId | null } = { here: false, itemId: null }

  const forget = (device: DeviceId) => {
    if (others.delete(device)) placesChanged.emit()
  }
  return {
    places: () => [...others.values()],
    own: () => own,
    setOwn(here, itemId) {
      own = { here, itemId: here ? itemId : null }
    },
    receive(from, message) {
      if (message.type === 'cursors') return cursors.emit([from, message.itemId, message.update])
      if (!message.here) return forget(from)
      others.set(from, { deviceId: from, itemId: message.itemId })
      placesChanged.emit()
    },
    gone: forget,
    onPlaces: (listener) => placesChanged.on(listener),
    onCursors: (listener) => cursors.on((event) => listener(...event)),
  }
}
