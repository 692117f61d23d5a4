import { bytes, list, struct } from '../../base/codec.ts'
import { hashId } from '../../base/idCodec.ts'
import type { SpaceId } from '../../base/ids.ts'
import { MAX_CARD_BYTES, MAX_ENTRY_BYTES } from '../../membership/index.ts'
import { inBatches } from '../../sync/index.ts'

/** A Space's log and the cards of its people, as whoever comes into it is handed them. */
export interface HandedLog {
  readonly entries: readonly Uint8Array[]
  readonly cards: readonly Uint8Array[]
}

const MAX_ENTRIES = 65_535
const MAX_CARDS = 4096
export const handedLog = {
  entries: list(bytes(MAX_ENTRY_BYTES), MAX_ENTRIES),
  cards: list(bytes(MAX_CARD_BYTES), MAX_CARDS),
}
/** Of a log that is too large for one message: what comes before the message that ends it. */
export const handedPart = struct({ spaceId: hashId<SpaceId>(), ...handedLog })

/** Of all parts together: beyond that nobody is handed a log (LOG_TOO_LARGE). */
const MAX_HANDED_BYTES = 64 * 1024 * 1024
/** So much goes into one message whatever it is; larger ones are cut. */
const ONE_MESSAGE_BYTES = 1024 * 1024
const MOST_PIECES = 4096

const bytesOf = ({ entries, cards }: HandedLog): number =>
  [...entries, ...cards].reduce((sum, { length }) => sum + length, 0)

export const isTooLarge = (log: HandedLog): boolean =>
  log.entries.length > MAX_ENTRIES ||
  log.cards.length > MAX_CARDS ||
  bytesOf(log) > MAX_HANDED_BYTES

/** In the order in which they are said; the last one ends it. */
export function partsOf(log: HandedLog): { before: readonly HandedLog[]; last: HandedLog } {
  if (bytesOf(log) <= ONE_MESSAGE_BYTES) return { before: [], last: log }
  const parts: HandedLog[] = [
    ...[...inBatches(log.entries, MOST_PIECES)].map((entries) => ({ entries, cards: [] })),
    ...[...inBatches(log.cards, MOST_PIECES)].map((cards) => ({ entries: [], cards })),
  ]
  return { before: parts.slice(0, -1), last: parts.at(-1) ?? log }
}

/** Parts that have come, by whom they came from and of what they are. */
export interface HandedParts {
  /** False: more than anybody hands. What came is forgotten, and so is what still comes of it. */
  add(from: string, spaceId: SpaceId, part: HandedLog): boolean
  /** Everything, with the last part; undefined where it was too much. */
  whole(from: string, spaceId: SpaceId, last: HandedLog): HandedLog | undefined
  /** Nothing more comes from there. */
  forget(from: string): void
}

export function createHandedParts(): HandedParts {
  const logs = new Map<string, Map<SpaceId, HandedLog | null>>()
  const total = () =>
    [...logs.values()]
      .flatMap((ofOne) => [...ofOne.values()])
      .reduce((sum, log) => sum + (log ? bytesOf(log) : 0), 0)
  const join = (a: HandedLog | undefined, b: HandedLog): HandedLog =>
    a ? { entries: [...a.entries, ...b.entries], cards: [...a.cards, ...b.cards] } : b

  return {
    add(from, spaceId, part) {
      const ofOne = logs.get(from) ?? new Map<SpaceId, HandedLog | null>()
      const before = ofOne.get(spaceId)
      if (before === null) return false
      const log = join(before, part)
      const fits = !isTooLarge(log) && total() + bytesOf(part) <= MAX_HANDED_BYTES
      logs.set(from, ofOne.set(spaceId, fits ? log : null))
      return fits
    },
    whole(from, spaceId, last) {
      const before = logs.get(from)?.get(spaceId)
      logs.get(from)?.delete(spaceId)
      if (before === null) return undefined
      const log = join(before, last)
      return isTooLarge(log) ? undefined : log
    },
    forget: (from) => void logs.delete(from),
  }
}
