import type { DeviceId } from '../../base/ids.ts'
import {
  type Covered,
  type CoveredRun,
  runAround,
  runsOf,
} from '../../documents/snapshots/index.ts'
import type { DeviceHead } from '../../ports/index.ts'

export interface ChainsHere {
  head(deviceId: DeviceId): Pick<DeviceHead, 'seq' | 'hash'> | undefined
  /** Of what is kept under this number, whether it counts or not; undefined within a segment or stub. */
  hashAt(deviceId: DeviceId, seq: number): string | undefined
  isRemoved(deviceId: DeviceId): boolean
}

/**
 * What a snapshot covers: what is kept here, and what lies beneath those that the document begins with, as the state holds
 * it (rule 16). Of an ended device some of that may never have come here; what such a run begins with is as it is here. Of
 * somebody removed it may be of another branch than the chain here, and is said to be. Of anybody else all would refuse
 * that: undefined.
 */
export function withBeneath(
  covered: readonly Covered[],
  bases: readonly { readonly covered: readonly Covered[] }[],
  here: ChainsHere,
): readonly Covered[] | undefined {
  const found = new Map(covered.map((one) => [one.deviceId, one]))
  for (const { deviceId, logHeads, runs } of bases.flatMap((base) => base.covered)) {
    const beyond = runsBeyond(runs, here.head(deviceId))
    const others = runsOfOtherBranch({ deviceId, runs }, here)
    if (others.length > 0 && !here.isRemoved(deviceId)) return undefined
    if (beyond.length === 0 && others.length === 0) continue
    const known = found.get(deviceId)
    const all = [...(known?.runs ?? []), ...beyond].toSorted((a, b) => a.first - b.first)
    found.set(deviceId, {
      deviceId,
      logHeads: beyond.length > 0 || !known ? logHeads : known.logHeads,
      runs: runsOf(all).map((run) => asBeneath(run, others)),
    })
  }
  return [...found.values()]
}

function runsBeyond(runs: readonly CoveredRun[], head: ReturnType<ChainsHere['head']>) {
  const here = head?.seq ?? 0
  return runs
    .filter(({ last }) => last > here)
    .map((run) =>
      run.first > here ? run : { ...run, first: here + 1, before: head?.hash ?? null },
    )
}

/** Where one run ends as the chain here, all before it are of that chain. */
function runsOfOtherBranch(
  { deviceId, runs }: Pick<Covered, 'deviceId' | 'runs'>,
  here: ChainsHere,
): CoveredRun[] {
  const others: CoveredRun[] = []
  for (const run of runs.toReversed()) {
    const hash = here.hashAt(deviceId, run.last)
    if (hash === run.hash) break
    if (hash) others.push(run)
  }
  return others
}

/** Whoever compares it with another branch finds that it cannot be compared. */
function asBeneath(run: CoveredRun, others: readonly CoveredRun[]): CoveredRun {
  const other = others.find(({ first, last }) => runAround([run], first, last))
  if (!other) return run
  return { ...run, hash: other.hash, before: run.first === other.first ? other.before : run.before }
}
