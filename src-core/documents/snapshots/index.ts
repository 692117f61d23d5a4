export { acceptedState } from './acceptedState.ts'
export { checkState, checkStateInSteps } from './checkState.ts'
export {
  type Comparison,
  type Contradiction,
  createComparison,
  isSameInSteps,
} from './contradicts.ts'
export {
  type CoveredRun,
  hasRun,
  isWithin,
  type Run,
  runAround,
  runsOf,
} from './coveredRuns.ts'
export { coversAll } from './coversAll.ts'
export {
  type Covered,
  cutSnapshot,
  openPart,
  openSnapshot,
  PART_BYTES,
  type Snapshot,
  type SnapshotPart,
} from './snapshot.ts'
