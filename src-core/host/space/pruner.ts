import type { Disposer } from '../../base/disposer.ts'
import { FoyerError } from '../../base/errors.ts'
import type { DeviceId, DocId, SpaceId } from '../../base/ids.ts'
import type { CoveredRun, Run } from '../../documents/snapshots/index.ts'
import { LISTENED_MS } from '../../membership/index.ts'
import type { Clock, EnvelopeRow, Storage, StoredEnvelope } from '../../ports/index.ts'
import { encodeStub, isStub } from '../../sync/index.ts'
import { firstOf } from './chains.ts'
import { keptBefore } from './keptBefore.ts'
import { keptLogHeads } from './keptLogHeads.ts'
import { createSettler } from './settler.ts'
import { SNAPSHOT_LIMITS } from './snapshotLimits.ts'
import type { Snapshots } from './snapshots.ts'
import type { InEffect, NotedSnapshot } from './snapshotTypes.ts'

export interface PrunerOptions {
  readonly spaceId: SpaceId
  readonly storage: Storage
  readonly snapshots: Pick<
    Snapshots,
    'inEffect' | 'standing' | 'relyOn' | 'documents' | 'hasUnaware'
  >
  readonly clock: Clock
  /** Else the owner may undo the right of whoever signed it, and would never get what has gone. */
  readonly isKnownToOwner: (snapshot: Pick<NotedSnapshot, 'deviceId' | 'seq'>) => boolean
  /** Something that was to be erased lies in a segment that goes on behind what the snapshot covers. */
  readonly onLeft: (docId: DocId) => void
}

/** Takes away what lies beneath signed snapshots (rule 16). */
export interface Pruner {
  /** A snapshot of this document may let something go. */
  look(docId: DocId): void
  /** Envelopes have come: some may hold again what was erased, joined with what came later. */
  lookLater(): void
  /** Somebody has told what it holds: the owner may know by now what waited for that. */
  heardOfOthers(): void
  stop: Disposer
}

/** Envelopes that go in one transaction: some 10 ms. */
const AT_ONCE = 250
const PAUSE_MS = 5
/** A Space is shown first. */
const FIRST_LOOK_MS = 10_000
const LOOKS_LATER = { quietMs: 30_000, atMostMs: 600_000 }
const DAY_MS = 86_400_000

/** In turns: a document may have a hundred thousand envelopes. */
export function createPruner(options: PrunerOptions): Pruner {
  const { spaceId, storage, snapshots, clock } = options
  const due = new Set<DocId>()
  /** What would go, were it known to the owner: an owner who is away for longer comes in anew (rule 17). */
  const unknown = new Map<DocId, NotedSnapshot>()
  let running: Iterator<void> | undefined
  let next: Disposer | undefined

  const rowAt = (deviceId: DeviceId, seq: number): StoredEnvelope | undefined =>
    storage.envelopes.ofDevice(spaceId, deviceId, seq, 1)[0]

  /** One row for all of these, which follow on each other. */
  function stubFor(begins: StoredEnvelope, last: StoredEnvelope): EnvelopeRow {
    const { docId, deviceId, seq, hash } = last
    const place = { docId, deviceId, firstSeq: firstOf(begins), seq, hash }
    const around = { before: keptBefore(begins) ?? null, logHeads: keptLogHeads(last.bytes) }
    return { ...place, bytes: encodeStub({ ...place, ...around }) }
  }

  /** Also within a longer stub, beneath a later snapshot. */
  function isGone(deviceId: DeviceId, run: Run): boolean {
    for (let from = run.first; from <= run.last; ) {
      const row = rowAt(deviceId, from)
      if (!row || !isStub(row.bytes)) return false
      from = row.seq + 1
    }
    return true
  }

  /** False where a segment goes on behind it, or begins before: it can only go as a whole. */
  function* pruneRun(by: InEffect, deviceId: DeviceId, run: CoveredRun): Generator<void, boolean> {
    if (isGone(deviceId, run)) return true
    const [begins, ends] = [rowAt(deviceId, run.first), rowAt(deviceId, run.last)]
    // Its device was ended before. A stub of a part is taken by nobody, and signing again changes nothing.
    if (!ends) return true
    // Nor is one of another branch: newcomers could not take that chain from anybody.
    if (ends.seq === run.last && ends.hash !== run.hash) return true
    if (!begins || firstOf(begins) < run.first || ends.seq > run.last) return false
    for (let from = run.first; from <= run.last; ) {
      const rows = storage.envelopes
        .ofDevice(spaceId, deviceId, from, AT_ONCE)
        .filter(({ seq }) => seq <= run.last)
      const last = rows.at(-1)
      if (!last || rows.some(({ docId }) => docId !== by.noted.docId)) return false
      storage.transaction(() => {
        snapshots.relyOn(by)
        storage.envelopes.prune(spaceId, stubFor(begins, last))
      })
      from = last.seq + 1
      yield
    }
    return true
  }

  function mayGo(one: InEffect, { noted }: InEffect): boolean {
    const inEffectMs = clock.now() - (one.noted.at ?? clock.now())
    const isKnown = options.isKnownToOwner(noted)
    if (!isKnown) unknown.set(noted.docId, noted)
    if (isKnown) return one.erases || inEffectMs >= SNAPSHOT_LIMITS.keptMs
    return inEffectMs >= LISTENED_MS
  }

  /** Parts of a snapshot that others rely on stay. */
  const isNeeded = (all: readonly InEffect[], deviceId: DeviceId, run: Run) =>
    all.some(
      ({ noted }) =>
        noted.deviceId === deviceId &&
        noted.seq >= run.first &&
        noted.seq - noted.count + 1 <= run.last,
    )

  function* prune(docId: DocId): Generator<void> {
    const all = snapshots.inEffect(docId)
    unknown.delete(docId)
    // Each by its own time: else whoever signs again in time would keep everything, also what was to be erased.
    for (const { one, by } of snapshots.standing(docId)) {
      if (!mayGo(one, by)) continue
      let isWhole = true
      for (const { deviceId, runs } of one.covered)
        for (const run of runs) {
          if (isNeeded(all, deviceId, run)) continue
          if (!(yield* pruneRun(by, deviceId, run))) isWhole = false
        }
      if (!isWhole && one.erases) options.onLeft(docId)
    }
    if (snapshots.hasUnaware(docId)) options.onLeft(docId)
  }

  function* work(): Generator<void> {
    for (const docId of due) {
      due.delete(docId)
      yield* prune(docId)
    }
  }
  function step() {
    next = undefined
    running ??= work()
    try {
      if (running.next().done) running = undefined
    } catch (error) {
      // A full disk: tried again at the next start, or when another snapshot comes.
      running = undefined
      if (!(error instanceof FoyerError)) throw error
      return
    }
    if (running || due.size > 0) next = clock.after(PAUSE_MS, step)
  }
  function look(docId: DocId) {
    due.add(docId)
    next ??= clock.after(0, step)
  }
  const lookAtAll = () => {
    for (const docId of snapshots.documents()) look(docId)
    daily = clock.after(DAY_MS, lookAtAll)
  }
  let daily = clock.after(FIRST_LOOK_MS, lookAtAll)
  const later = createSettler({
    ...LOOKS_LATER,
    clock,
    run: () => snapshots.documents().forEach(look),
  })
  return {
    look,
    lookLater: later.mark,
    heardOfOthers() {
      for (const [docId, noted] of unknown) if (options.isKnownToOwner(noted)) look(docId)
    },
    stop() {
      later.stop()
      daily()
      next?.()
    },
  }
}
