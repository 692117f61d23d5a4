import { type Codec, CodecError, u32 } from '../../base/codec.ts'
import { hashBefore, hashId } from '../../base/idCodec.ts'
import type { Id } from '../../base/ids.ts'

/** Numbers of one device's envelopes, both included. */
export interface Run {
  readonly first: number
  readonly last: number
}

/** A piece of a device's chain: with what stands before it and behind it, it can be no other branch's. */
export interface CoveredRun extends Run {
  /** Hash of the envelope before the first of them, of whatever document; null exactly for number 1. */
  readonly before: string | null
  /** Of the last of them: on it the device's chain goes on behind the run. */
  readonly hash: string
}

const hash = hashId<Id>()

/** A device that alternates between two documents for years has fewer. */
const MAX_RUNS = 1_000_000

/**
 * Runs in ascending order that do not touch: for each how many numbers lie before it, behind the run before,
 * how many it has, the hash before the first and that of the last.
 */
export const coveredRuns: Codec<readonly CoveredRun[]> = {
  write(runs, out) {
    u32.write(runs.length, out)
    let next = 1
    for (const { first, last, before, ...end } of runs) {
      u32.write(first - next, out)
      u32.write(last - first + 1, out)
      hashBefore.write(before, out)
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
      const before = hashBefore.read(input)
      if ((first === 1) !== (before === null)) throw new CodecError('out of range')
      runs.push({ first, last, before, hash: hash.read(input) })
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
    const known = runs.at(-1)
    if (!known || span.first > known.last + 1) runs.push(span)
    else if (span.last > known.last)
      runs[runs.length - 1] = { ...span, first: known.first, before: known.before }
  }
  return runs
}

/** Whether this very piece of a chain is one of the runs. */
export function hasRun(runs: readonly CoveredRun[], one: CoveredRun): boolean {
  const run = runAround(runs, one.first, one.last)
  const isSame = run?.first === one.first && run.last === one.last
  return isSame && run.before === one.before && run.hash === one.hash
}
