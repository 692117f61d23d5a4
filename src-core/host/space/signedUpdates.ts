import { equalBytes } from '../../base/bytes.ts'
import {
  inspectUpdate,
  joinUpdates,
  openSegment,
  placeholderFor,
  type Segment,
} from '../../documents/index.ts'
import { openPart, type SnapshotPart } from '../../documents/snapshots/index.ts'
import type { EpochWithSecrets } from '../../membership/index.ts'
import { chainHash, type EnvelopeHeader, firstSeqOf, openPayload } from '../../sync/index.ts'

/** What a device signed in one piece: an update, a segment of many, or a part of a snapshot (rule 12). */
export interface SignedUpdates {
  readonly header: EnvelopeHeader
  readonly bytes: Uint8Array
  readonly firstSeq: number
  /** All of it as one update. */
  readonly update: Uint8Array
  readonly segment: Segment | undefined
  /** It does nothing by itself: its `update` is empty. */
  readonly part: SnapshotPart | undefined
  /** What it says under one of its numbers. */
  at(seq: number): Uint8Array
}

/** Undefined with another epoch's key, for altered content, and for segments and parts that do not open. */
export function openSigned(
  bytes: Uint8Array,
  header: EnvelopeHeader,
  epoch: EpochWithSecrets,
): SignedUpdates | undefined {
  const payload = openPayload(bytes, header, epoch)
  if (!payload) return undefined
  const place = { header, bytes, firstSeq: firstSeqOf(header), segment: undefined, part: undefined }
  if (header.kind === 'update') return { ...place, update: payload, at: () => payload }
  if (header.kind === 'snapshot') {
    const part = openPart(payload)
    return part && { ...place, part, update: NOTHING, at: () => NOTHING }
  }
  const segment = openSegment(payload)
  if (segment?.count !== header.seq - place.firstSeq + 1) return undefined
  const at = (seq: number) => segment.cut(seq - place.firstSeq)
  return { ...place, segment, update: segment.update, at }
}

/** A V1 update that changes nothing. */
const NOTHING = Uint8Array.of(0, 0)

/**
 * What it does where these numbers of it do not count: each leaves an empty struct (rule 15). What lies beneath a
 * snapshot is done by that.
 */
export function effectsOf(
  signed: SignedUpdates,
  voids: readonly number[],
  isCovered: (seq: number) => boolean = () => false,
): readonly Uint8Array[] {
  if (signed.part) return []
  const { firstSeq } = signed
  const count = signed.header.seq - firstSeq + 1
  const numbers = Array.from({ length: count }, (_, index) => firstSeq + index)
  const left = numbers.filter((seq) => !isCovered(seq))
  if (left.length === count && voids.length === 0) return [signed.update]
  if (left.length === count && voids.length === count) return emptied(signed.update)
  const isVoid = new Set(voids)
  return left.flatMap((seq) => (isVoid.has(seq) ? emptied(signed.at(seq)) : [signed.at(seq)]))
}

function emptied(update: Uint8Array): Uint8Array[] {
  const inspected = inspectUpdate(update)
  const empty = inspected.ok ? placeholderFor(inspected.value) : undefined
  return empty ? [empty] : []
}

/** The lowest number under which two signed pieces of one device's chain say different things. */
export function firstDifference(a: SignedUpdates, b: SignedUpdates): number | undefined {
  const last = Math.min(a.header.seq, b.header.seq)
  for (let seq = Math.max(a.firstSeq, b.firstSeq); seq <= last; seq++)
    if (differsAt(seq, a, b)) return seq
  return undefined
}

function differsAt(seq: number, a: SignedUpdates, b: SignedUpdates): boolean {
  const [one, other] = [a.header, b.header]
  // Where both end, both name a hash on which the chain goes on; with it everything is the same.
  if (one.seq === seq && other.seq === seq && chainHash(a.bytes, one) !== chainHash(b.bytes, other))
    return true
  if ((a.part === undefined) !== (b.part === undefined)) return true
  if (one.docId !== other.docId || one.logHeads.join() !== other.logHeads.join()) return true
  return !sameContent(a.at(seq), b.at(seq))
}

/** Joining gives one spelling to updates that do the same. */
function sameContent(a: Uint8Array, b: Uint8Array): boolean {
  if (equalBytes(a, b)) return true
  const [one, other] = [joinUpdates([a]), joinUpdates([b])]
  return one !== undefined && other !== undefined && equalBytes(one, other)
}
