import type { Disposer } from '../../base/disposer.ts'
import { FoyerError } from '../../base/errors.ts'
import type { DocId, SpaceId } from '../../base/ids.ts'
import { joinUpdates, MAX_SEGMENT_UPDATES } from '../../documents/index.ts'
import type { IdentityWithSecrets } from '../../membership/index.ts'
import type { Clock, EnvelopeRow, Random, Storage } from '../../ports/index.ts'
import { type EnvelopeHeader, openHeader, openPayload, sealEnvelope } from '../../sync/index.ts'
import { createSettler } from './settler.ts'
import type { Snapshots } from './snapshots.ts'
import type { SpaceDocuments } from './spaceDocuments.ts'
import type { SpaceMembership } from './spaceMembership.ts'
import type { Verdicts } from './verdicts.ts'

export interface CompactorOptions {
  readonly spaceId: SpaceId
  readonly identity: IdentityWithSecrets
  readonly storage: Storage
  readonly membership: SpaceMembership
  readonly verdicts: Pick<Verdicts, 'voidsIn'>
  readonly documents: Pick<SpaceDocuments, 'compact' | 'onOwnEnvelope'>
  readonly snapshots: Pick<Snapshots, 'inEffect'>
  readonly clock: Clock
  readonly random: Random
  /** For others, who put it in the place of what they have; only where it is much less than that. */
  readonly onSegment: (bytes: Uint8Array) => void
  /** So many envelopes are waited for while a row goes on; for tests a smaller one. */
  readonly segmentsOf?: number | undefined
  /** Own envelopes have settled after so long, ms; for tests less than usual. */
  readonly quietMs?: number | undefined
  readonly pauseMs?: number | undefined
}

export type CreateCompactor = (options: CompactorOptions) => Disposer

/** While a row of envelopes may go on, so many are waited for. */
const SEGMENTS_OF = 100
/** A row that has ended is worth a segment from here on. */
const ENDED_FRACTION = 6
/** Leaves room in a mailbox's item and on a link where somebody types. */
const MAX_PAYLOAD = 96 * 1024
/** Who has the envelopes is told of a segment that takes less than this share of their room. */
const WORTH_TELLING = 0.5
/** Own envelopes have settled when none came for so long, or every so often while somebody types; ms. */
const SETTLES = { quietMs: 10_000, atMostMs: 120_000 }
/** Between two segments: others get their turns, and peers take no burst of them. ms. */
const PAUSE_MS = 100

interface Opened {
  readonly row: EnvelopeRow
  readonly header: EnvelopeHeader
  readonly update: Uint8Array
}

interface Sealed {
  readonly row: EnvelopeRow
  /** Of the room that the envelopes took. */
  readonly share: number
}

/**
 * Joins what this device wrote into segments, a while after it was written: a keystroke is sent as it is typed,
 * and neither kept nor sent to newcomers at that grain. One segment a turn.
 */
export function createCompactor(options: CompactorOptions): Disposer {
  const { spaceId, identity, storage, membership, verdicts, documents, clock, random } = options
  const { snapshots } = options
  const { deviceId } = identity
  const atLeast = options.segmentsOf ?? SEGMENTS_OF
  const atLeastEnded = Math.max(2, Math.ceil(atLeast / ENDED_FRACTION))
  /** Everything before is in segments, or too little for one. */
  let next = 1
  let pause: Disposer | undefined

  function openRow(row: EnvelopeRow): Opened | undefined {
    const header = openHeader(row.bytes)
    const epoch = header?.kind === 'update' ? membership.epoch(header.epochId) : undefined
    const update = header && epoch && openPayload(row.bytes, header, epoch)
    return update ? { row, header, update } : undefined
  }

  /** Where snapshots hold this device's envelopes up to: what lies beneath one goes only where no segment goes on. */
  const endsIn = (docId: DocId | undefined) => {
    const all = docId ? snapshots.inEffect(docId).flatMap(({ covered }) => covered) : []
    const own = all.filter((one) => one.deviceId === deviceId).flatMap(({ runs }) => runs)
    return new Set(own.map(({ last }) => last))
  }

  /** Those at the beginning that can be one: of one document, one epoch, written at one point of the log. */
  function runOf(rows: readonly EnvelopeRow[]): Opened[] {
    const run: Opened[] = []
    const ends = endsIn(rows[0]?.docId)
    let bytes = 0
    for (const row of rows) {
      const opened = openRow(row)
      const [first] = run
      if (!opened || (first && !isAlike(first.header, opened.header))) return run
      bytes += opened.update.length
      if (first && bytes > MAX_PAYLOAD) return run
      run.push(opened)
      if (ends.has(row.seq)) return run
    }
    return run
  }

  function seal(run: readonly Opened[], payload: Uint8Array): Sealed | undefined {
    const [first, last] = [run[0], run.at(-1)]
    const epoch = first && membership.epoch(first.header.epochId)
    if (!first || !last || !epoch) return undefined
    const { docId, prev, logHeads } = first.header
    const { seq, hash: tip } = last.row
    const firstSeq = first.row.seq
    const covers = { firstSeq, tip }
    const place = { identity, spaceId, docId, epoch, seq, prev, logHeads, payload, random, covers }
    const { bytes, hash } = sealEnvelope({ ...place, kind: 'segment' })
    const before = run.reduce((sum, { row }) => sum + row.bytes.length, 0)
    const row = { docId, deviceId, firstSeq, seq, hash, bytes }
    return bytes.length < before ? { row, share: bytes.length / before } : undefined
  }

  /** Halves where the whole cannot be one: another opening of the document, or too much. */
  function join(run: readonly Opened[], isEnded: boolean): boolean {
    if (run.length < (isEnded ? atLeastEnded : atLeast)) return false
    const payload = joinUpdates(run.map(({ update }) => update))
    if (!payload || payload.length > MAX_PAYLOAD) {
      const middle = run.length >>> 1
      const first = join(run.slice(0, middle), true)
      return join(run.slice(middle), true) || first
    }
    const sealed = seal(run, payload)
    if (!sealed) return false
    documents.compact([sealed.row])
    if (sealed.share < WORTH_TELLING) options.onSegment(sealed.row.bytes)
    return true
  }

  /** One look at what follows `next`; false when there is nothing more to look at. */
  function step(): boolean {
    const rows = storage.envelopes.ofDevice(spaceId, deviceId, next, MAX_SEGMENT_UPDATES)
    const [head] = rows
    if (!head) return false
    const run = head.firstSeq === undefined ? runOf(rows) : []
    const isEnded = run.length < rows.length || rows.length === MAX_SEGMENT_UPDATES
    const last = run.at(-1)?.row.seq ?? head.seq
    if (!isEnded && run.length < atLeast) return false
    // What is void in part stays as it is: each of its numbers may be judged otherwise.
    if (verdicts.voidsIn(deviceId, next, last).length === 0) join(run, isEnded)
    next = last + 1
    return true
  }

  function work() {
    pause = undefined
    if (membership.ended() !== null) return
    try {
      if (!step()) return
    } catch (error) {
      // A full disk: tried again when more has been written.
      if (error instanceof FoyerError) return
      throw error
    }
    pause = clock.after(options.pauseMs ?? PAUSE_MS, work)
  }
  const start = () => {
    pause ??= clock.after(0, work)
  }
  const { quietMs = SETTLES.quietMs } = options
  const settled = createSettler({ ...SETTLES, quietMs, clock, run: start })
  const stopListening = documents.onOwnEnvelope(() => settled.mark())
  settled.mark()
  return () => {
    stopListening()
    settled.stop()
    pause?.()
  }
}

const isAlike = (a: EnvelopeHeader, b: EnvelopeHeader): boolean =>
  a.docId === b.docId && a.epochId === b.epochId && a.logHeads.join() === b.logHeads.join()
