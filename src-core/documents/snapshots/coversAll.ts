import { isWithin } from './coveredRuns.ts'
import type { Covered } from './snapshot.ts'

/** Whether all that is covered there is covered here. */
export const coversAll = (covered: readonly Covered[], other: readonly Covered[]): boolean =>
  other.every(({ deviceId, runs }) => {
    const here = covered.find((one) => one.deviceId === deviceId)?.runs ?? []
    return runs.every(({ first, last }) => isWithin(here, first, last))
  })
