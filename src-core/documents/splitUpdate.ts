import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import { MAX_STRUCTS } from './limits.ts'

/** Leaves room in an envelope of 256 KiB for its header and seal. */
const PART_BYTES = 128 * 1024
/** Each range takes at most 24 bytes. */
const PART_RANGES = PART_BYTES / 24

type Struct = Y.Item | Y.GC | Y.Skip

interface Range {
  readonly client: number
  readonly clock: number
  readonly len: number
}

/**
 * Cuts an update of one's own into updates that each keep the limits of rules 13 and 36, e.g. after a
 * long text was pasted. Applied one after the other they do what the whole does. An update within the
 * limits is returned as it is, and so are bytes that are no update: judging is `checkUpdate`'s business.
 */
export function splitUpdate(update: Uint8Array): readonly Uint8Array[] {
  const decoded = decode(update)
  return decoded ? split(update, decoded) : [update]
}

type Decoded = ReturnType<typeof Y.decodeUpdate>

function decode(update: Uint8Array): Decoded | undefined {
  try {
    return Y.decodeUpdate(update)
  } catch {
    return undefined
  }
}

function split(update: Uint8Array, { structs, ds }: Decoded): readonly Uint8Array[] {
  const clients = new Set(structs.map(({ id }) => id.client))
  if (update.length <= PART_BYTES && structs.length <= MAX_STRUCTS && clients.size <= 1)
    return [update]
  const ranges = [...ds.clients].flatMap(([client, all]) =>
    all.map(({ clock, len }): Range => ({ client, clock, len })),
  )
  return [...partsOf(structs.flatMap(shortened)).map(encodeStructs), ...rangeParts(ranges)]
}

interface Part {
  readonly client: number
  readonly clock: number
  readonly encoded: Uint8Array[]
}

function partsOf(structs: readonly Struct[]): Part[] {
  const parts: Part[] = []
  let room = 0
  for (const struct of structs) {
    const { client, clock } = struct.id
    const encoded = encodeStruct(struct)
    const current = parts.at(-1)
    const fits =
      current?.client === client && current.encoded.length < MAX_STRUCTS && encoded.length <= room
    if (fits) current.encoded.push(encoded)
    else parts.push({ client, clock, encoded: [encoded] })
    room = (fits ? room : PART_BYTES) - encoded.length
  }
  return parts
}

function encodeStruct(struct: Struct): Uint8Array {
  const encoder = new Y.UpdateEncoderV1()
  struct.write(encoder, 0)
  return encoding.toUint8Array(encoder.restEncoder)
}

function encodeStructs({ client, clock, encoded }: Part): Uint8Array {
  const out = encoding.createEncoder()
  for (const value of [1, encoded.length, client, clock]) encoding.writeVarUint(out, value)
  for (const bytes of encoded) encoding.writeUint8Array(out, bytes)
  encoding.writeVarUint(out, 0)
  return encoding.toUint8Array(out)
}

function* rangeParts(ranges: readonly Range[]): Generator<Uint8Array> {
  for (let start = 0; start < ranges.length; start += PART_RANGES)
    yield encodeRanges(ranges.slice(start, start + PART_RANGES))
}

function encodeRanges(ranges: readonly Range[]): Uint8Array {
  const byClient = Map.groupBy(ranges, ({ client }) => client)
  const out = encoding.createEncoder()
  for (const value of [0, byClient.size]) encoding.writeVarUint(out, value)
  for (const [client, all] of byClient) {
    for (const value of [client, all.length]) encoding.writeVarUint(out, value)
    for (const { clock, len } of all)
      for (const value of [clock, len]) encoding.writeVarUint(out, value)
  }
  return encoding.toUint8Array(out)
}

/** At most three bytes of UTF-8 a code unit. */
const PIECE_UNITS = PART_BYTES / 4

/** A text that is longer than a part, as Yjs itself would split it; anything else as it is. */
function shortened(struct: Struct): Struct[] {
  if (!(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentString)) return [struct]
  if (struct.length <= PIECE_UNITS) return [struct]
  const { client, clock } = struct.id
  const text = struct.content.str
  const pieces: Struct[] = []
  for (let at = 0; at < text.length; ) {
    const end = at + lengthOfPiece(text, at)
    const content = new Y.ContentString(text.slice(at, end))
    const isFirst = at === 0
    pieces.push(
      new Y.Item(
        Y.createID(client, clock + at),
        null,
        isFirst ? struct.origin : Y.createID(client, clock + at - 1),
        null,
        struct.rightOrigin,
        isFirst ? struct.parent : null,
        isFirst ? struct.parentSub : null,
        content,
      ),
    )
    at = end
  }
  return pieces
}

/** Never between the halves of a surrogate pair: Yjs would put two replacement characters there. */
function lengthOfPiece(text: string, at: number): number {
  const length = Math.min(PIECE_UNITS, text.length - at)
  const last = text.charCodeAt(at + length - 1)
  const isCutPair = last >= 0xd800 && last <= 0xdbff && at + length < text.length
  return isCutPair ? length - 1 : length
}
