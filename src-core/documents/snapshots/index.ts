export { acceptedState } from './acceptedState.ts'
export { checkState } from './checkState.ts'
export { contradicts, isSameDocument } from './contradicts.ts'
export {
  type CoveredRun,
  isWithin,
  type Run,
  runAround,
  runEndingAt,
  runsOf,
} from './coveredRuns.ts'
export {
  type Covered,
  cutSnapshot,
  openPart,
  openSnapshot,
  PART_BYTES,
  type Snapshot,
  type SnapshotPart,
} from './snapshot.ts'
