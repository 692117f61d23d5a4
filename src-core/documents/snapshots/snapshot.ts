import { compareBytes, concatBytes } from '../../base/bytes.ts'
import {
  bool,
  type Codec,
  CodecError,
  encode,
  list,
  mapped,
  Reader,
  struct,
  tryDecode,
  u8,
  u16,
  u53,
} from '../../base/codec.ts'
import { hashBefore, hashId as hashCodec, shortId } from '../../base/idCodec.ts'
import { type DeviceId, type EntryHash, type Id, idToBytes } from '../../base/ids.ts'
import { hashId } from '../../crypto/index.ts'
import { type CoveredRun, coveredRuns } from './coveredRuns.ts'

/** Up to where a snapshot holds what one device wrote into its document. */
export interface Covered {
  readonly deviceId: DeviceId
  /** Where the device stood in the log when it wrote the last envelope that the snapshot holds. */
  readonly logHeads: readonly EntryHash[]
  /** The device's envelopes of this document; what lies between them is of other documents. */
  readonly runs: readonly CoveredRun[]
}

/** A document as it was, signed by somebody whom all trust with it (rule 16). */
export interface Snapshot {
  /** One more than the highest that its maker knew of this document. */
  readonly generation: number
  /** The name of the snapshot with that generation; null for a first one. */
  readonly parent: string | null
  /** What it covers is to go at once, because something in it was erased. */
  readonly erases: boolean
  /** Ascending by device. */
  readonly covered: readonly Covered[]
  /** The document as one Yjs V1 update, with garbage collected. */
  readonly state: Uint8Array
}

/** A piece of a snapshot: what one envelope of it holds. */
export interface SnapshotPart {
  readonly index: number
  readonly count: number
  /** Of the whole: BLAKE2b-256 of all pieces. Only with it do they belong together. */
  readonly name: string
  readonly piece: Uint8Array
}

export const PART_BYTES = 128 * 1024
export const MAX_PARTS = 512
const MAX_DEVICES = 4096
/** As in an envelope's header. */
const MAX_LOG_HEADS = 16

const generation: Codec<number> = mapped(
  u53,
  (value) => {
    if (value === 0) throw new CodecError('out of range')
    return value
  },
  (value) => value,
)

const covered: Codec<readonly Covered[]> = mapped(
  list(
    struct({
      deviceId: shortId<DeviceId>(),
      logHeads: list(hashCodec<EntryHash>(), MAX_LOG_HEADS),
      runs: coveredRuns,
    }),
    MAX_DEVICES,
  ),
  (all) => {
    for (const [index, { deviceId }] of all.entries()) {
      const before = all[index - 1]
      if (before && byBytes(before.deviceId, deviceId) >= 0) throw new CodecError('out of order')
    }
    return all
  },
  (all) => all,
)

const byBytes = (a: DeviceId, b: DeviceId) => compareBytes(idToBytes(a), idToBytes(b))

const head = struct({ generation, parent: hashBefore, erases: bool, covered })
const partHead = struct({ version: u8, index: u16, count: u16, name: hashCodec<Id>() })
const PART_HEAD_BYTES = 1 + 2 + 2 + 32
/** In the first, runs did not say what stands before them: nothing of it was released. */
const VERSION = 2

/** What the envelopes of a snapshot hold, one after the other; undefined where it is too large for one. */
export function cutSnapshot(
  snapshot: Snapshot,
): { readonly name: string; readonly payloads: readonly Uint8Array[] } | undefined {
  const sorted = snapshot.covered.toSorted((a, b) => byBytes(a.deviceId, b.deviceId))
  const whole = concatBytes(encode(head, { ...snapshot, covered: sorted }), snapshot.state)
  const count = Math.ceil(whole.length / PART_BYTES)
  if (count > MAX_PARTS) return undefined
  const name = hashId<Id>(whole)
  const payloads = Array.from({ length: count }, (_, index) =>
    concatBytes(
      encode(partHead, { version: VERSION, index, count, name }),
      whole.subarray(index * PART_BYTES, (index + 1) * PART_BYTES),
    ),
  )
  return { name, payloads }
}

/** Never throws; undefined for anything but what `cutSnapshot` makes. */
export function openPart(payload: Uint8Array): SnapshotPart | undefined {
  const said = tryDecode(partHead, payload.subarray(0, PART_HEAD_BYTES))
  const piece = payload.subarray(PART_HEAD_BYTES)
  if (said?.version !== VERSION || said.count > MAX_PARTS || said.index >= said.count)
    return undefined
  const isLast = said.index === said.count - 1
  const fits = isLast ? piece.length > 0 && piece.length <= PART_BYTES : piece.length === PART_BYTES
  return fits ? { index: said.index, count: said.count, name: said.name, piece } : undefined
}

/** Undefined where a part is missing, in another place or of another snapshot, or the whole does not decode. */
export function openSnapshot(parts: readonly SnapshotPart[]): Snapshot | undefined {
  const [first] = parts
  if (!first || parts.length !== first.count) return undefined
  const belongs = ({ index, count, name }: SnapshotPart, at: number) =>
    index === at && count === first.count && name === first.name
  if (!parts.every(belongs)) return undefined
  const whole = concatBytes(...parts.map(({ piece }) => piece))
  return hashId<Id>(whole) === first.name ? decodeWhole(whole) : undefined
}

function decodeWhole(whole: Uint8Array): Snapshot | undefined {
  const input = new Reader(whole)
  try {
    const said = head.read(input)
    if ((said.generation === 1) !== (said.parent === null)) return undefined
    return { ...said, state: input.raw(input.remaining) }
  } catch (error) {
    if (error instanceof CodecError) return undefined
    throw error
  }
}
