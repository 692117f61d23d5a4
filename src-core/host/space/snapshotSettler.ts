import type { Disposer } from '../../base/disposer.ts'
import { FoyerError } from '../../base/errors.ts'
import type { SpaceId } from '../../base/ids.ts'
import type { Steps } from '../../base/steps.ts'
import type { Snapshot } from '../../documents/snapshots/index.ts'
import type { Clock, Storage } from '../../ports/index.ts'
import type { Chains } from './chains.ts'
import { createCoveredDevices } from './coveredDevices.ts'
import type { Quarantine } from './quarantine.ts'
import { createSnapshotJudge } from './snapshotJudge.ts'
import type { Snapshots } from './snapshots.ts'
import type { NotedSnapshot } from './snapshotTypes.ts'
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

/** What the disk refused is tried again with what comes next, or so much later, ms. */
const AGAIN_MS = 300_000

/**
 * Rule 16: a snapshot takes effect where everything that it covers has come, and says nothing else than that. One at a
 * time, in steps between which others have their turns: nothing changes before the last step, and whatever was made anew
 * meanwhile is looked at from the beginning.
 */
export function createSnapshotSettler(options: SnapshotSettlerOptions): SnapshotSettler {
  const { storage, chains, verdicts, snapshots, documents, quarantine, clock } = options
  const devices = createCoveredDevices(options)

  /** What those that wait are waiting for: opening one takes a while, and this is asked with all that comes. */
  const awaited = new Map<string, Snapshot['covered']>()
  const judge = createSnapshotJudge({
    ...{ ...options, devices },
    onOpened: (hash, covered) => void awaited.set(hash, covered),
  })
  /** Of what is refused: how the chains and snapshots stood that it was compared with. */
  const compared = new Map<string, string>()
  const queue = new Set<string>()
  let running: Steps<void> | undefined
  let next: Disposer | undefined
  let again: Disposer | undefined

  function isReady(hash: string, noted: NotedSnapshot): boolean {
    const isWhole = (chains.head(noted.deviceId)?.seq ?? 0) >= noted.seq
    if (!isWhole || !snapshots.counts(noted) || quarantine.holds(noted)) return false
    return awaited.get(hash)?.every(devices.isReached) ?? true
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
      const isOther = devices.mayBeOtherBranch(deviceId, runs)
      return [end, head, isOther, chains.hashAt(deviceId, runs.at(-1)?.last ?? 0)].join()
    })
    return [...bases.map((base) => base.hash), ...chainsNow].join(' ')
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
    if (!noted || snapshots.isGone(noted)) return
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
