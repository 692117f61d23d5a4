import {
  bool,
  bytes,
  encode,
  fixedBytes,
  list,
  struct,
  text,
  tryDecode,
  u8,
  union,
} from '../../base/codec.ts'
import { hashId } from '../../base/idCodec.ts'
import type { SpaceId } from '../../base/ids.ts'
import {
  type DeviceCertificate,
  deviceCertificate,
  MAX_ENTRY_BYTES,
} from '../../membership/index.ts'
import { type HandedLog, handedLog, handedPart, partsOf } from './handedLog.ts'

/** A Space as one device hands it to another one of the same person. */
export interface HandedSpace extends HandedLog {
  readonly spaceId: SpaceId
  readonly name: string
  readonly enamel: string
  readonly sample: boolean
}

export type HandedPart = HandedLog & { readonly spaceId: SpaceId }

/** What is said on a device link after its handshake (rule 33); the new device speaks first. */
export type DeviceMessage =
  /** `commitment`: to a nonce that the digits depend on, and that is told only after the other side's. */
  | { readonly type: 'ask'; readonly label: string; readonly commitment: Uint8Array }
  | {
      readonly type: 'granted'
      readonly certificate: DeviceCertificate
      readonly name: string
      readonly enamel: string
      /** What the device that grants is called. */
      readonly label: string
    }
  | { readonly type: 'space'; readonly space: HandedSpace }
  /** Of a log that is too large for one message: comes before its `space`. */
  | { readonly type: 'part'; readonly part: HandedPart }
  | { readonly type: 'done' }
  | { readonly type: 'refused' }
  /** Of a person who comes back: the entry by which the device comes in, and then what followed it. */
  | { readonly type: 'entries'; readonly spaceId: SpaceId; readonly entries: readonly Uint8Array[] }
  | { readonly type: 'nonce'; readonly nonce: Uint8Array }
  | { readonly type: 'reveal'; readonly nonce: Uint8Array }

export const handedSpace = struct({
  spaceId: hashId<SpaceId>(),
  name: text(800),
  enamel: text(16),
  sample: bool,
  ...handedLog,
})

const message = union({
  ask: [1, struct({ label: text(800), commitment: fixedBytes(32) })],
  granted: [
    2,
    struct({
      certificate: deviceCertificate,
      name: text(800),
      enamel: text(16),
      label: text(800),
    }),
  ],
  space: [
    3,
    struct({
      space: handedSpace,
    }),
  ],
  done: [4, struct({})],
  refused: [5, struct({})],
  entries: [
    6,
    struct({ spaceId: hashId<SpaceId>(), entries: list(bytes(MAX_ENTRY_BYTES), 65_535) }),
  ],
  nonce: [7, struct({ nonce: fixedBytes(32) })],
  reveal: [8, struct({ nonce: fixedBytes(32) })],
  part: [9, struct({ part: handedPart })],
})
/** 2: the digits are committed to. */
const VERSION = 2
const versioned = struct({ version: u8, message })

export const encodeDeviceMessage = (value: DeviceMessage): Uint8Array =>
  encode(versioned, { version: VERSION, message: value })

export function parseDeviceMessage(input: Uint8Array): DeviceMessage | undefined {
  const value = tryDecode(versioned, input)
  return value?.version === VERSION ? value.message : undefined
}

/** A Space as it is said to another device: in parts where it is large (`handedLog.ts`). */
export function inParts<T>(
  space: HandedSpace,
  say: {
    readonly part: (part: HandedPart) => T
    readonly space: (space: HandedSpace) => T
  },
): T[] {
  const { before, last } = partsOf(space)
  const { spaceId } = space
  return [...before.map((part) => say.part({ spaceId, ...part })), say.space({ ...space, ...last })]
}
