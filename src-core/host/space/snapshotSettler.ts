import type { DeviceId, SpaceId } from '../../base/ids.ts'
import { tagOf } from '../../documents/index.ts'
import {
  checkState,
  contradicts,
  isWithin,
  runAround,
  type Snapshot,
} from '../../documents/snapshots/index.ts'
import { deviceTag } from '../../membership/index.ts'
import type { Clock, Storage, StoredEnvelope } from '../../ports/index.ts'
import { isStub, openHeader } from '../../sync/index.ts'
import { type Chains, firstOf } from './chains.ts'
import type { Quarantine } from './quarantine.ts'
import { openSigned } from './signedUpdates.ts'
import type { Snapshots } from './snapshots.ts'
import type { NotedSnapshot } from './snapshotTypes.ts'
import type { SpaceDocuments } from './spaceDocuments.ts'
import type { SpaceMembership } from './spaceMembership.ts'
import type { Verdicts } from './verdicts.ts'

export interface SnapshotSettlerOptions {
  readonly spaceId: SpaceId
  readonly storage: Storage
  readonly membership: Pick<SpaceMembership, 'epoch' | 'deviceByTag'>
  readonly chains: Pick<Chains, 'head' | 'hashAt'>
  readonly verdicts: Pick<Verdicts, 'lastSeq'>
  readonly snapshots: Snapshots
  readonly clock: Pick<Clock, 'now'>
  readonly quarantine: Pick<Quarantine, 'guard' | 'holds'>
  readonly documents: Pick<SpaceDocuments, 'rebase' | 'placeOf'>
  /** From now on its document begins with it. */
  readonly onEffect: (hash: string, noted: NotedSnapshot) => void
  /** Told of one that says something else than what lies here. */
  readonly onRefused: (refused: NotedSnapshot, reason: string) => void
}

const BATCH = 500

interface Written {
  readonly written: readonly Uint8Array[]
  /** Tags of their devices. */
  readonly gone: ReadonlySet<number>
}

/**
 * Rule 16: a snapshot takes effect where everything that it covers has come, and says nothing else than that. Returns a
 * function that looks at those that wait.
 */
export function createSnapshotSettler(options: SnapshotSettlerOptions): () => void {
  const { spaceId, storage, membership, chains, verdicts, snapshots, documents } = options
  const { quarantine, clock } = options

  /** What those that wait are waiting for: opening one takes a while, and this is asked with all that comes. */
  const awaited = new Map<string, Snapshot['covered']>()
  /** Of what is refused: how the chains stood that it was compared with. */
  const compared = new Map<string, string>()

  function judge(
    hash: string,
    noted: NotedSnapshot,
  ): NotedSnapshot['state'] | { readonly refused: string } {
    const isWhole = (chains.head(noted.deviceId)?.seq ?? 0) >= noted.seq
    if (!isWhole || !snapshots.counts(noted) || quarantine.holds(noted)) return 'waiting'
    if (!(awaited.get(hash)?.every(isReached) ?? true)) return 'waiting'
    const snapshot = snapshots.open(noted)
    if (!snapshot) return { refused: 'its parts are not those of a snapshot' }
    awaited.set(hash, snapshot.covered)
    if (!snapshot.covered.every(isReached)) return 'waiting'
    const { kind } = documents.placeOf(noted.docId)
    const isKnown = (tag: number) => membership.deviceByTag(tag) !== undefined
    const checked = checkState({ kind, state: snapshot.state, isKnown })
    if (!checked.ok) return { refused: checked.error }
    const found = writtenIn(noted, snapshot)
    if (!found) return { refused: 'covers what is of another document, or another chain' }
    const isOfOthers = goesOnBehind(snapshot)
    const mayGoOn = (client: number) => found.gone.has(tagOf(client)) || isOfOthers(client)
    const contradiction = contradicts(snapshot.state, found.written, mayGoOn)
    return contradiction ? { refused: `says something else: ${contradiction}` } : 'inEffect'
  }

  /** Another branch may count now, or less of one: where it ends, what it ends with, and what stands under the last number. */
  function chainsNow(hash: string, noted: NotedSnapshot): string {
    const covered = awaited.get(hash) ?? snapshots.open(noted)?.covered ?? []
    awaited.set(hash, covered)
    return covered
      .map(({ deviceId, runs }) => {
        const end = verdicts.lastSeq(deviceId)
        const head = end === undefined ? '' : chains.head(deviceId)?.hash
        return [end, head, chains.hashAt(deviceId, runs.at(-1)?.last ?? 0)].join()
      })
      .join(' ')
  }

  /** Of a device that was ended no more comes. */
  function isReached({ deviceId, runs }: Snapshot['covered'][number]): boolean {
    const last = runs.at(-1)?.last ?? 0
    const head = chains.head(deviceId)?.seq ?? 0
    return head >= Math.min(last, verdicts.lastSeq(deviceId) ?? last)
  }

  /**
   * What was signed, as far as it is covered, and of whom something is not here any more; undefined where it is not
   * what it is said to be.
   */
  function writtenIn({ docId }: NotedSnapshot, { covered }: Snapshot): Written | undefined {
    const written: Uint8Array[] = []
    const gone = new Set<number>()
    for (const { deviceId, runs } of covered) {
      const end = runs.at(-1)?.last ?? 0
      const counted = verdicts.lastSeq(deviceId) ?? end
      for (const row of rowsOf(deviceId, end)) {
        // Behind a device's end others may hold another branch, and nothing of either counts.
        if (row.seq > counted) gone.add(deviceTag(deviceId))
        if (firstOf(row) > counted) break
        const run = runAround(runs, row.seq, row.seq)
        const isOther = run?.last === row.seq && run.hash !== row.hash && row.seq <= counted
        const numbers = numbersOf(row).filter((seq) => seq <= counted && isWithin(runs, seq, seq))
        if (isOther || (numbers.length > 0 && row.docId !== docId)) return undefined
        if (isStub(row.bytes)) gone.add(deviceTag(deviceId))
        else if (numbers.length > 0) written.push(...saidUnder(row, numbers))
      }
    }
    return { written, gone }
  }

  /** What an ended device wrote beyond its end has reached some and not others: they cannot compare it. */
  function goesOnBehind({ covered }: Snapshot): (client: number) => boolean {
    const ended = new Set(
      covered
        .filter(
          ({ deviceId, runs }) => (chains.head(deviceId)?.seq ?? 0) < (runs.at(-1)?.last ?? 0),
        )
        .map(({ deviceId }) => deviceTag(deviceId)),
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

  /** Those that wait, and those that were compared with what counts no more. */
  function due(): [string, NotedSnapshot][] {
    const again = [...snapshots.pending('refused')].filter(
      ([hash, noted]) => compared.get(hash) !== chainsNow(hash, noted),
    )
    return [...snapshots.pending('waiting'), ...again]
  }

  return () => {
    for (const [hash, noted] of due()) {
      const judged = judge(hash, noted)
      if (judged === 'waiting') {
        if (noted.state === 'refused')
          storage.transaction(() => snapshots.put(hash, { state: judged }))
        continue
      }
      if (judged === 'inEffect') {
        awaited.delete(hash)
        const adopt = () => snapshots.put(hash, { state: 'inEffect', at: clock.now() })
        quarantine.guard(noted, () => documents.rebase(noted.docId, adopt))
        options.onEffect(hash, noted)
        continue
      }
      const { refused: reason } = judged as { readonly refused: string }
      compared.set(hash, chainsNow(hash, noted))
      if (noted.state === 'refused') continue
      storage.transaction(() => snapshots.put(hash, { state: 'refused', reason }))
      options.onRefused(noted, reason)
    }
  }
}

const numbersOf = (row: StoredEnvelope): number[] =>
  Array.from({ length: row.seq - firstOf(row) + 1 }, (_, index) => firstOf(row) + index)
