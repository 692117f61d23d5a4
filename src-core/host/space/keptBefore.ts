import type { EnvelopeRow } from '../../ports/index.ts'
import { openStub, prevIn } from '../../sync/index.ts'
import { firstOf } from './chains.ts'

/**
 * The hash on which a kept envelope, segment or stub stands, null for nothing; undefined where nobody said it: a stub of
 * which something was here before stands for the rest of its run.
 */
export function keptBefore(row: EnvelopeRow): string | null | undefined {
  const stub = openStub(row.bytes)
  if (!stub) return prevIn(row.bytes)
  return stub.firstSeq === firstOf(row) ? stub.before : undefined
}
