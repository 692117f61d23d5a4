import type { Disposer } from '../../base/disposer.ts'
import { FoyerError } from '../../base/errors.ts'
import type { DeviceId, DocId, SpaceId } from '../../base/ids.ts'
import { isWithin, PART_BYTES } from '../../documents/snapshots/index.ts'
import { can } from '../../membership/index.ts'
import type { Clock, Storage, StoredEnvelope } from '../../ports/index.ts'
import { isStub, openHeader } from '../../sync/index.ts'
import { firstOf } from './chains.ts'
import type { Quarantine } from './quarantine.ts'
import { SNAPSHOT_LIMITS } from './snapshotLimits.ts'
import type { Snapshots } from './snapshots.ts'
import type { InEffect } from './snapshotTypes.ts'
import type { SpaceDocuments } from './spaceDocuments.ts'
import type { SpaceMembership } from './spaceMembership.ts'

export interface SnapshotMakerOptions {
  readonly spaceId: SpaceId
  readonly self: DeviceId
  readonly storage: Pick<Storage, 'envelopes'>
  readonly membership: Pick<SpaceMembership, 'rights' | 'present' | 'onChange'>
  readonly documents: Pick<SpaceDocuments, 'signing' | 'places' | 'onWritten'>
  readonly snapshots: Pick<Snapshots, 'inEffect' | 'noted' | 'counts' | 'isAllowed'>
  readonly quarantine: Pick<Quarantine, 'isSpoiled'>
  readonly clock: Clock
  /** This device went on from a backup: what it signs now may count nowhere (rule 35). */
  readonly isForked: () => boolean
  /** Somebody linked has told of envelopes that have not come. */
  readonly isBehind: () => boolean
  /** Own snapshots take effect as those of others do. */
  readonly settle: () => void
  /** For tests smaller ones. */
  readonly limits?: Partial<Record<keyof typeof SNAPSHOT_LIMITS, number>> | undefined
}

export type CreateSnapshotMaker = (options: SnapshotMakerOptions) => Disposer

interface Due {
  /** The first that was written since it was looked at last. */
  readonly since: number
  readonly at: number
  readonly putOffs: number
}

/** What lies beneath no snapshot, among the rows up to `position`. */
interface Tally {
  /** The snapshots by which it was counted. */
  readonly by: string
  readonly position: number
  readonly envelopes: number
  readonly bytes: number
}

/** Rows read in a turn: some 5 ms. */
const BATCH = 500
const PAUSE_MS = 20
const FIRST_LOOK_MS = 10_000
const MAX_AT = Number.MAX_SAFE_INTEGER

/**
 * Signs documents that have become long, so that newcomers read little and old envelopes can go (rule 16). One document at
 * a time, when nobody writes in it, and one device after the other: whoever finds that it was done does nothing.
 */
export const createSnapshotMaker: CreateSnapshotMaker = (options) => {
  const { spaceId, self, storage, membership, documents, snapshots, clock } = options
  const limits = { ...SNAPSHOT_LIMITS, ...options.limits }
  const due = new Map<DocId, Due>()
  const tallies = new Map<DocId, Tally>()
  let running: Iterator<void> | undefined
  let timer: Disposer | undefined
  let isMaker = false

  /** Later the further down this device is among those that may sign; of one person too the first comes first. */
  function stagger(): number {
    const devices = membership
      .present()
      .filter(({ role }) => can(role).writeLog)
      .toSorted((a, b) => Number(b.role === 'owner') - Number(a.role === 'owner'))
      .flatMap((member) => member.devices)
    return Math.max(0, devices.indexOf(self)) * limits.nextAfterMs
  }

  function written(docId: DocId) {
    if (!isMaker) return
    const now = clock.now()
    const since = due.get(docId)?.since ?? now
    const at = Math.min(now + limits.quietMs, since + limits.atMostMs)
    due.set(docId, { since, at, putOffs: 0 })
    timer ??= clock.after(limits.quietMs, step)
  }
  function putOff(docId: DocId, { putOffs }: Due) {
    if (due.has(docId)) return
    const now = clock.now()
    due.set(docId, { since: now, at: now + limits.quietMs, putOffs: putOffs + 1 })
  }

  function uncovered(row: StoredEnvelope, all: readonly InEffect[]): number {
    if (isStub(row.bytes) || openHeader(row.bytes)?.kind === 'snapshot') return 0
    const runs = all.flatMap(({ covered }) =>
      covered.filter(({ deviceId }) => deviceId === row.deviceId).map((one) => one.runs),
    )
    let count = 0
    for (let seq = firstOf(row); seq <= row.seq; seq++)
      if (!runs.some((one) => isWithin(one, seq, seq))) count++
    return count
  }

  function* count(docId: DocId, all: readonly InEffect[]): Generator<void, Tally> {
    const by = all.map(({ hash }) => hash).join()
    const known = tallies.get(docId)
    let tally = known?.by === by ? known : { by, position: 0, envelopes: 0, bytes: 0 }
    for (;;) {
      const rows = storage.envelopes.ofDocument(spaceId, docId, tally.position, BATCH)
      for (const row of rows) {
        const envelopes = uncovered(row, all)
        const bytes = envelopes > 0 ? row.bytes.length : 0
        tally = {
          ...{ by, position: row.position },
          envelopes: tally.envelopes + envelopes,
          bytes: tally.bytes + bytes,
        }
      }
      tallies.set(docId, tally)
      if (rows.length < BATCH) return tally
      yield
    }
  }

  /** Newcomers need one that counts for them, and tell two that did not know of each other apart by one more. */
  const isToBeRenewed = (all: readonly InEffect[]) =>
    all.length > 1 || all.some(({ noted }) => !snapshots.isAllowed(noted))
  function isWorthIt({ envelopes, bytes }: Tally, all: readonly InEffect[]): boolean {
    const parts = all.reduce((sum, { noted }) => sum + noted.count, 0)
    return (
      envelopes >= limits.envelopes * Math.max(1, parts) ||
      bytes >= Math.max(limits.bytes, parts * PART_BYTES) ||
      isToBeRenewed(all)
    )
  }
  /** What this device would sign does not help, or did not. */
  function isHopeless(docId: DocId): boolean {
    const own = snapshots.noted(docId).filter(({ deviceId }) => deviceId === self)
    const isWaiting = own.some((noted) => noted.state === 'waiting' && snapshots.counts(noted))
    const refused = own.filter(({ state }) => state === 'refused').length
    const isOut = options.isForked() || options.quarantine.isSpoiled(docId)
    return isOut || isWaiting || refused >= limits.refusals
  }
  /** What was counted may lie beneath one soon. */
  const isOnItsWay = (docId: DocId) =>
    options.isBehind() ||
    snapshots.noted(docId).some((noted) => noted.state === 'waiting' && snapshots.counts(noted))

  function* look(docId: DocId, one: Due): Generator<void> {
    const all = snapshots.inEffect(docId)
    const tally = yield* count(docId, all)
    if (!isWorthIt(tally, all) || isHopeless(docId)) return
    const mayWait = one.putOffs < limits.putOffs
    if (mayWait && isOnItsWay(docId)) return putOff(docId, one)
    try {
      if (yield* documents.signing(docId, false)) return options.settle()
    } catch (error) {
      // Keys are changing, or the disk is full.
      if (!(error instanceof FoyerError)) throw error
    }
    if (mayWait) putOff(docId, one)
  }

  function* work(): Generator<void> {
    for (;;) {
      const now = clock.now() - stagger()
      const next = [...due].find(([, { at }]) => at <= now)
      if (!next) return
      due.delete(next[0])
      yield* look(...next)
      yield
    }
  }
  function step() {
    timer = undefined
    running ??= work()
    if (running.next().done) running = undefined
    if (running) timer = clock.after(PAUSE_MS, step)
    else if (due.size > 0) {
      const first = [...due.values()].reduce((least, { at }) => Math.min(least, at), MAX_AT)
      timer = clock.after(Math.max(PAUSE_MS, first + stagger() - clock.now()), step)
    }
  }

  /** At the start, and when this person becomes one who may: what was written before was not counted. */
  function follow() {
    const may = membership.rights().writeLog
    const isNew = may && !isMaker
    isMaker = may
    if (isNew) for (const docId of documents.places()) written(docId)
    if (!may) due.clear()
  }
  let stopFollowing: Disposer | undefined
  // A Space is shown first.
  timer = clock.after(FIRST_LOOK_MS, () => {
    timer = undefined
    stopFollowing = membership.onChange(follow)
    follow()
  })
  const stopListening = documents.onWritten(written)
  return () => {
    stopFollowing?.()
    stopListening()
    timer?.()
  }
}
