import { type Codec, CodecError, u32 } from '../../base/codec.ts'
import { hashId } from '../../base/idCodec.ts'
import type { Id } from '../../base/ids.ts'

/** Numbers of one device's envelopes, both included. */
export interface Run {
  readonly first: number
  readonly last: number
}

/** With the hash of the last of them: on it the device's chain goes on behind the run. */
export interface CoveredRun extends Run {
  readonly hash: string
}

const hash = hashId<Id>()

/** A device that alternates between two documents for years has fewer. */
const MAX_RUNS = 1_000_000

/**
 * Runs in ascending order that do not touch: for each how many numbers lie before it, behind the run before,
 * how many it has, and the hash of the last.
 */
export const coveredRuns: Codec<readonly CoveredRun[]> = {
  write(runs, out) {
    u32.write(runs.length, out)
    let next = 1
    for (const { first, last, ...end } of runs) {
      u32.write(first - next, out)
      u32.write(last - first + 1, out)
      hash.write(end.hash as Id, out)
      next = last + 1
    }
  },
  read(input) {
    const count = u32.read(input)
    if (count === 0 || count > MAX_RUNS) throw new CodecError('too many')
    const runs: CoveredRun[] = []
    let next = 1
    for (let i = 0; i < count; i++) {
      const skipped = u32.read(input)
      const length = u32.read(input)
      const [first, last] = [next + skipped, next + skipped + length - 1]
      if (length === 0 || (i > 0 && skipped === 0) || !Number.isSafeInteger(last))
        throw new CodecError('out of range')
      runs.push({ first, last, hash: hash.read(input) })
      next = last + 1
    }
    return runs
  },
}

/** The run in which all numbers from `first` to `last` lie. */
export function runAround<R extends Run>(
  runs: readonly R[],
  first: number,
  last: number,
): R | undefined {
  let [from, to] = [0, runs.length - 1]
  while (from <= to) {
    const middle = (from + to) >>> 1
    const run = runs[middle] as R
    if (run.last < first) from = middle + 1
    else if (run.first > first) to = middle - 1
    else return last <= run.last ? run : undefined
  }
  return undefined
}

/** Whether all numbers from `first` to `last` lie in one of the runs. */
export const isWithin = (runs: readonly Run[], first: number, last: number): boolean =>
  runAround(runs, first, last) !== undefined

/** Runs of these spans, which ascend: those that follow on each other are one. */
export function runsOf(spans: Iterable<CoveredRun>): CoveredRun[] {
  const runs: CoveredRun[] = []
  for (const span of spans) {
    const before = runs.at(-1)
    if (!before || span.first > before.last + 1) runs.push(span)
    else if (span.last > before.last) runs[runs.length - 1] = { ...span, first: before.first }
  }
  return runs
}

/** The run that ends with this very envelope and begins at or before `first`. */
export function runEndingAt(
  runs: readonly CoveredRun[],
  { first, last, hash }: CoveredRun,
): CoveredRun | undefined {
  const run = runAround(runs, first, last)
  return run?.last === last && run.hash === hash ? run : undefined
}
