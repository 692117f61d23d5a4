import type { Disposer } from '../../base/disposer.ts'
import { FoyerError } from '../../base/errors.ts'
import type { DeviceId, SpaceId } from '../../base/ids.ts'
import { createPace, type Steps } from '../../base/steps.ts'
import { tagOf } from '../../documents/index.ts'
import {
  type Comparison,
  checkStateInSteps,
  createComparison,
  isWithin,
  runAround,
  type Snapshot,
} from '../../documents/snapshots/index.ts'
import { deviceTag } from '../../membership/index.ts'
import type { Clock, Storage, StoredEnvelope } from '../../ports/index.ts'
import { isStub, openHeader } from '../../sync/index.ts'
import { type Chains, firstOf } from './chains.ts'
import { keptBefore } from './keptBefore.ts'
import type { Quarantine } from './quarantine.ts'
import { openSigned } from './signedUpdates.ts'
import { createSnapshotBases, type SnapshotBases } from './snapshotBases.ts'
import type { Snapshots } from './snapshots.ts'
import { type NotedSnapshot, OTHER_BRANCH } from './snapshotTypes.ts'
import type { SpaceDocuments } from './spaceDocuments.ts'
import type { SpaceMembership } from './spaceMembership.ts'
import type { Verdicts } from './verdicts.ts'

export interface SnapshotSettlerOptions {
  readonly spaceId: SpaceId
  readonly storage: Storage
  readonly membership: Pick<SpaceMembership, 'epoch' | 'device' | 'writerByTag' | 'state'>
  readonly chains: Pick<Chains, 'head' | 'hashAt'>
  readonly verdicts: Pick<Verdicts, 'lastSeq'>
  readonly snapshots: Snapshots
  readonly clock: Clock
  readonly quarantine: Pick<Quarantine, 'guard' | 'holds'>
  readonly documents: Pick<SpaceDocuments, 'rebase' | 'revision' | 'placeOf'>
  /** From now on its document begins with it. */
  readonly onEffect: (hash: string, noted: NotedSnapshot) => void
  /** Told of one that says something else than what lies here. */
  readonly onRefused: (refused: NotedSnapshot, reason: string) => void
}

export interface SnapshotSettler {
  /** Something has come, or counts otherwise: some of those that wait may take effect, in a moment. */
  look(): void
  stop: Disposer
}

const BATCH = 64
/** Some 10 ms of opening; a row that is skipped takes as long as so many bytes. */
const BYTES_A_STEP = 48 * 1024
const BYTES_OF_ROW = 128
/** What the disk refused is tried again with what comes next, or so much later, ms. */
const AGAIN_MS = 300_000

/** Tags of devices of which something is not here any more. */
interface NotHere {
  /** It went beneath snapshots that are in effect. */
  readonly beneath: ReadonlySet<number>
  /** Nobody can tell. */
  readonly gone: ReadonlySet<number>
  /** Some of a run came before the stub of the rest: nothing says that both are of one branch. */
  readonly isUnlinked: boolean
}

type Judged = 'waiting' | 'inEffect' | { readonly refused: string }

/**
 * Rule 16: a snapshot takes effect where everything that it covers has come, and says nothing else than that. One at a
 * time, in steps between which others have their turns: nothing changes before the last step, and whatever was made anew
 * meanwhile is looked at from the beginning.
 */
export function createSnapshotSettler(options: SnapshotSettlerOptions): SnapshotSettler {
  const { spaceId, storage, membership, chains, verdicts, snapshots, documents } = options
  const { quarantine, clock } = options

  /** What those that wait are waiting for: opening one takes a while, and this is asked with all that comes. */
  const awaited = new Map<string, Snapshot['covered']>()
  /** Of what is refused: how the chains and snapshots stood that it was compared with. */
  const compared = new Map<string, string>()
  const queue = new Set<string>()
  let running: Steps<void> | undefined
  let next: Disposer | undefined
  let again: Disposer | undefined

  function isReady(hash: string, noted: NotedSnapshot): boolean {
    const isWhole = (chains.head(noted.deviceId)?.seq ?? 0) >= noted.seq
    if (!isWhole || !snapshots.counts(noted) || quarantine.holds(noted)) return false
    return awaited.get(hash)?.every(isReached) ?? true
  }

  function* judge(hash: string, noted: NotedSnapshot): Steps<Judged> {
    const snapshot = yield* snapshots.open(noted)
    if (!snapshot) return { refused: 'its parts are not those of a snapshot' }
    awaited.set(hash, snapshot.covered)
    if (!snapshot.covered.every(isReached)) return 'waiting'
    yield
    const { kind } = documents.placeOf(noted.docId)
    const isKnown = (tag: number) => membership.writerByTag(tag) !== undefined
    const checked = yield* checkStateInSteps({ kind, state: snapshot.state, isKnown })
    if (!checked.ok) return { refused: checked.error }
    const comparison = createComparison(snapshot.state)
    yield
    const bases = yield* basesOf(noted)
    const found = yield* addWritten(noted, snapshot, comparison, bases)
    if (found === 'otherBranch') return { refused: OTHER_BRANCH }
    if (found === 'notIts')
      return { refused: 'covers what is of another document, or stands elsewhere' }
    const isOfOthers = goesOnBehind(snapshot)
    const parted = tagsOf(bases.covered.filter((one) => mayBeOtherBranch(one.deviceId, one.runs)))
    const isUnknown = (client: number) =>
      isOfOthers(client) || found.gone.has(tagOf(client)) || parted.has(tagOf(client))
    const isBeneath = (client: number) =>
      found.beneath.has(tagOf(client)) || isRemoved(tagOf(client))
    const mayGoOn = (client: number, end: number) =>
      isUnknown(client) || (isBeneath(client) && end <= bases.endOf(client))
    const contradiction =
      (yield* comparison.steps(mayGoOn)) ??
      (yield* bases.contradiction(snapshot.covered, comparison, isUnknown))
    if (!contradiction) return 'inEffect'
    return { refused: found.isUnlinked ? OTHER_BRANCH : `says something else: ${contradiction}` }
  }

  function* basesOf({ docId }: NotedSnapshot): Steps<SnapshotBases> {
    const all: Snapshot[] = []
    for (const { noted } of snapshots.inEffect(docId)) {
      const base = yield* snapshots.open(noted)
      if (base) all.push(base)
    }
    return createSnapshotBases(all)
  }

  /**
   * Another branch may count now, or less of one: where it ends, what it ends with, and what stands under the last number.
   * So for what the snapshots in effect cover, which it was compared with as well.
   */
  function comparedWith(hash: string, { docId }: NotedSnapshot): string {
    const bases = snapshots.inEffect(docId)
    const chainsNow = [
      ...(awaited.get(hash) ?? []),
      ...bases.flatMap(({ covered }) => covered),
    ].map(({ deviceId, runs }) => {
      const end = verdicts.lastSeq(deviceId)
      const head = end === undefined ? '' : chains.head(deviceId)?.hash
      const isOther = mayBeOtherBranch(deviceId, runs)
      return [end, head, isOther, chains.hashAt(deviceId, runs.at(-1)?.last ?? 0)].join()
    })
    return [...bases.map((base) => base.hash), ...chainsNow].join(' ')
  }

  /** Of a device that was ended no more comes. */
  function isReached({ deviceId, runs }: Snapshot['covered'][number]): boolean {
    const last = runs.at(-1)?.last ?? 0
    const head = chains.head(deviceId)?.seq ?? 0
    return head >= Math.min(last, verdicts.lastSeq(deviceId) ?? last)
  }

  /**
   * What was signed, as far as it is covered; `notIts`: that is not what it is said to be, `otherBranch`: or the covered
   * device signed another one as well.
   */
  function* addWritten(
    { docId }: NotedSnapshot,
    { covered }: Snapshot,
    comparison: Comparison,
    bases: SnapshotBases,
  ): Steps<NotHere | 'notIts' | 'otherBranch'> {
    const [gone, beneath] = [new Set<number>(), new Set<number>()]
    let isUnlinked = false
    const isLong = createPace(BYTES_A_STEP)
    for (const { deviceId, runs } of covered) {
      const tag = tagIfItsOwn(deviceId)
      // Nothing says that it ever wrote here, and nothing is said of it.
      if (tag === undefined) continue
      if (mayBeOtherBranch(deviceId, runs)) {
        gone.add(tag)
        continue
      }
      const end = runs.at(-1)?.last ?? 0
      const counted = verdicts.lastSeq(deviceId) ?? end
      for (const row of rowsOf(deviceId, end)) {
        // Behind a device's end others may hold another branch, and nothing of either counts.
        if (row.seq > counted) gone.add(tag)
        if (firstOf(row) > counted) break
        const other = otherRun(row, runs, counted)
        const numbers = numbersOf(row).filter((seq) => seq <= counted && isWithin(runs, seq, seq))
        const wrong = other ?? (row.docId === docId ? undefined : numbers[0])
        if (wrong !== undefined)
          return isOfChainHere(deviceId, runs, wrong) ? 'notIts' : 'otherBranch'
        if (isLong(BYTES_OF_ROW + (numbers.length > 0 ? row.bytes.length : 0))) yield
        if (numbers.length === 0) continue
        isUnlinked ||= keptBefore(row) === undefined
        if (isStub(row.bytes)) (bases.has(row) ? beneath : gone).add(tag)
        else for (const update of saidUnder(row, numbers)) comparison.add(update)
      }
    }
    return { gone, beneath, isUnlinked }
  }

  /** The hash at the end of a run vouches for all of it. */
  function isOfChainHere(
    deviceId: DeviceId,
    runs: Snapshot['covered'][number]['runs'],
    seq: number,
  ): boolean {
    const run = runAround(runs, seq, seq)
    return run !== undefined && chains.hashAt(deviceId, run.last) === run.hash
  }

  /**
   * Whoever was removed may have told its signer something else than this device, and nothing will ever tell: all go by
   * the snapshot, or its signer and those who prune by it would never see the same as others again.
   */
  function mayBeOtherBranch(
    deviceId: DeviceId,
    runs: Snapshot['covered'][number]['runs'],
  ): boolean {
    const userId = membership.device(deviceId)?.userId
    if (!userId || membership.state().members.has(userId)) return false
    return runs.some(({ last, hash }) => chains.hashAt(deviceId, last) !== hash)
  }

  const tagsOf = (covered: Snapshot['covered']) =>
    new Set(covered.flatMap(({ deviceId }) => tagIfItsOwn(deviceId) ?? []))
  /** What a snapshot in effect has of it may be of a branch that is not here, and whoever signs next says it again. */
  function isRemoved(tag: number): boolean {
    const userId = membership.writerByTag(tag)?.userId
    return userId !== undefined && !membership.state().members.has(userId)
  }

  /** Of a device that nobody knows the tag may be somebody else's: that one is compared all the same. */
  function tagIfItsOwn(deviceId: DeviceId): number | undefined {
    const tag = deviceTag(deviceId)
    return membership.writerByTag(tag)?.deviceId === deviceId ? tag : undefined
  }

  /** What an ended device wrote beyond its end has reached some and not others: they cannot compare it. */
  function goesOnBehind({ covered }: Snapshot): (client: number) => boolean {
    const ended = new Set(
      covered
        .filter(
          ({ deviceId, runs }) => (chains.head(deviceId)?.seq ?? 0) < (runs.at(-1)?.last ?? 0),
        )
        .flatMap(({ deviceId }) => tagIfItsOwn(deviceId) ?? []),
    )
    return (client) => ended.has(tagOf(client))
  }

  function* rowsOf(deviceId: DeviceId, end: number): Generator<StoredEnvelope> {
    for (let from = 1; from <= end; ) {
      const rows = storage.envelopes.ofDevice(spaceId, deviceId, from, BATCH)
      for (const row of rows) {
        if (firstOf(row) > end) return
        yield row
        from = row.seq + 1
      }
      if (rows.length < BATCH) return
    }
  }

  function saidUnder({ bytes, ...row }: StoredEnvelope, numbers: readonly number[]): Uint8Array[] {
    const header = openHeader(bytes)
    const epoch = header && membership.epoch(header.epochId)
    const signed = header && epoch && openSigned(bytes, header, epoch)
    if (!signed) return []
    const isWhole = numbers.length === row.seq - firstOf(row) + 1
    return isWhole ? [signed.update] : numbers.map((seq) => signed.at(seq))
  }

  function* settle(hash: string, noted: NotedSnapshot): Steps<void> {
    const revision = documents.revision()
    const judged = yield* judge(hash, noted)
    if (judged === 'waiting') return letWait(hash, noted)
    yield
    // What it was compared with may be something else by now.
    if (documents.revision() !== revision) return void queue.add(hash)
    if (judged !== 'inEffect') return refuse(hash, noted, judged.refused)
    const isTaken = yield* documents.rebase({
      docId: noted.docId,
      bases: snapshots.bases(noted.docId, hash),
      adopt: () => snapshots.put(hash, { state: 'inEffect', at: clock.now() }),
      guard: (apply) => quarantine.guard(noted, apply),
    })
    if (!isTaken) return void queue.add(hash)
    for (const notes of [awaited, compared]) notes.delete(hash)
    options.onEffect(hash, noted)
    // Some that were refused before may say the same as this one.
    look()
  }

  function letWait(hash: string, { state }: NotedSnapshot) {
    if (state === 'refused') storage.transaction(() => snapshots.put(hash, { state: 'waiting' }))
  }
  function refuse(hash: string, snapshot: NotedSnapshot, reason: string) {
    const wasRefused = snapshot.state === 'refused'
    compared.set(hash, comparedWith(hash, snapshot))
    if (wasRefused && snapshot.reason === reason) return
    const at = (wasRefused && snapshot.at) || clock.now()
    storage.transaction(() => snapshots.put(hash, { state: 'refused', reason, at }))
    const noted = snapshots.pending('refused').get(hash)
    if (noted && !wasRefused) options.onRefused(noted, reason)
  }

  function* lookAt(hash: string): Steps<void> {
    const noted = due().get(hash)
    if (!noted) return
    if (!isReady(hash, noted)) return letWait(hash, noted)
    try {
      return yield* settle(hash, noted)
    } catch (error) {
      if (error instanceof FoyerError) throw error
      // What its state does to whoever reads it.
      refuse(hash, noted, 'cannot be applied')
    }
  }

  /** Those that wait, and those that were compared with what counts no more, or before this start. */
  function due(): Map<string, NotedSnapshot> {
    const again = [...snapshots.pending('refused')].filter(
      ([hash, noted]) => compared.get(hash) !== comparedWith(hash, noted),
    )
    const waiting = [...snapshots.pending('waiting')].filter((one) => isReady(...one))
    return new Map([...waiting, ...again])
  }

  /** One that covers another comes behind it: what went beneath that is compared with that. */
  function first(): string | undefined {
    const all = [...queue]
    const isFree = (hash: string) =>
      !all.some((other) => other !== hash && snapshots.isPartOf(other, hash))
    return all.length < 2 ? all[0] : (all.find(isFree) ?? all[0])
  }

  function* work(): Steps<void> {
    for (let hash = first(); hash; hash = first()) {
      queue.delete(hash)
      try {
        yield* lookAt(hash)
      } catch (error) {
        // A full disk.
        if (!(error instanceof FoyerError)) throw error
        again ??= clock.after(AGAIN_MS, lookAgain)
      }
      yield
    }
  }
  function step() {
    next = undefined
    running ??= work()
    if (running.next().done) running = undefined
    if (running || queue.size > 0) next = clock.after(0, step)
  }

  function look() {
    for (const hash of due().keys()) queue.add(hash)
    if (queue.size > 0) next ??= clock.after(0, step)
  }
  function lookAgain() {
    again = undefined
    look()
  }

  return {
    look,
    stop() {
      next?.()
      again?.()
    },
  }
}

/** A number of a run that ends with what is kept, or begins with it, and says another hash of it or of what it stands on. */
function otherRun(
  row: StoredEnvelope,
  runs: Snapshot['covered'][number]['runs'],
  counted: number,
): number | undefined {
  const ending = runAround(runs, row.seq, row.seq)
  if (ending?.last === row.seq && ending.hash !== row.hash && row.seq <= counted) return row.seq
  const first = firstOf(row)
  const before = keptBefore(row)
  const beginning = runAround(runs, first, first)
  const isOther = before !== undefined && beginning?.before !== before
  return beginning?.first === first && isOther ? first : undefined
}

const numbersOf = (row: StoredEnvelope): number[] =>
  Array.from({ length: row.seq - firstOf(row) + 1 }, (_, index) => firstOf(row) + index)
