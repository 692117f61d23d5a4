import type { DeviceId, SpaceId } from '../../base/ids.ts'
import { createPace, type Steps } from '../../base/steps.ts'
import {
  type Comparison,
  isWithin,
  runAround,
  type Snapshot,
} from '../../documents/snapshots/index.ts'
import type { Storage, StoredEnvelope } from '../../ports/index.ts'
import { isStub, openHeader } from '../../sync/index.ts'
import { firstOf } from './chains.ts'
import type { CoveredDevices } from './coveredDevices.ts'
import { keptBefore } from './keptBefore.ts'
import { openSigned } from './signedUpdates.ts'
import type { SnapshotBases } from './snapshotBases.ts'
import type { NotedSnapshot } from './snapshotTypes.ts'
import type { SpaceMembership } from './spaceMembership.ts'
import type { Verdicts } from './verdicts.ts'

export interface WrittenHereOptions {
  readonly spaceId: SpaceId
  readonly storage: Pick<Storage, 'envelopes'>
  readonly membership: Pick<SpaceMembership, 'epoch'>
  readonly verdicts: Pick<Verdicts, 'lastSeq'>
  readonly devices: CoveredDevices
}

/** Tags of devices of which something is not here any more. */
export interface NotHere {
  /** It went beneath snapshots that are in effect. */
  readonly beneath: ReadonlySet<number>
  /** Nobody can tell. */
  readonly gone: ReadonlySet<number>
  /** Some of a run came before the stub of the rest: nothing says that both are of one branch. */
  readonly isUnlinked: boolean
}

const BATCH = 64
/** Some 10 ms of opening; a row that is skipped takes as long as so many bytes. */
const BYTES_A_STEP = 48 * 1024
const BYTES_OF_ROW = 128

/** What was signed and is kept here, as far as a snapshot covers it. */
export function createWrittenHere(options: WrittenHereOptions) {
  const { spaceId, storage, membership, verdicts, devices } = options

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

  /**
   * What was signed, as far as it is covered; `notIts`: that is not what it is said to be, `otherBranch`: or the covered
   * device signed another one as well.
   */
  return function* addWritten(
    { docId }: NotedSnapshot,
    { covered }: Snapshot,
    comparison: Comparison,
    bases: SnapshotBases,
  ): Steps<NotHere | 'notIts' | 'otherBranch'> {
    const [gone, beneath] = [new Set<number>(), new Set<number>()]
    let isUnlinked = false
    const isLong = createPace(BYTES_A_STEP)
    for (const { deviceId, runs } of covered) {
      const tag = devices.tagIfItsOwn(deviceId)
      // Nothing says that it ever wrote here, and nothing is said of it.
      if (tag === undefined) continue
      if (devices.mayBeOtherBranch(deviceId, runs)) {
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
          return devices.isOfChainHere(deviceId, runs, wrong) ? 'notIts' : 'otherBranch'
        if (isLong(BYTES_OF_ROW + (numbers.length > 0 ? row.bytes.length : 0))) yield
        if (numbers.length === 0) continue
        isUnlinked ||= keptBefore(row) === undefined
        if (isStub(row.bytes)) (bases.has(row) ? beneath : gone).add(tag)
        else for (const update of saidUnder(row, numbers)) comparison.add(update)
      }
    }
    return { gone, beneath, isUnlinked }
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
