import type { DeviceId, DocId, SpaceId } from '../../base/ids.ts'
import { inOneTurn, type Steps } from '../../base/steps.ts'
import { type Covered, type CoveredRun, runsOf } from '../../documents/snapshots/index.ts'
import type { EnvelopeRow, EnvelopeStore } from '../../ports/index.ts'
import { firstOf } from './chains.ts'
import { keptBefore } from './keptBefore.ts'
import { keptLogHeads } from './keptLogHeads.ts'

const BATCH = 500

interface Found {
  readonly spans: CoveredRun[]
  /** Its newest envelope: where it stood in the log is read from that one alone. */
  last: EnvelopeRow
}

/**
 * What a snapshot of the document, made in the last step, covers: every envelope of it that is kept here, or was. What
 * others join or take away meanwhile is covered all the same.
 */
export function* coveredInSteps(
  envelopes: Pick<EnvelopeStore, 'ofDocument'>,
  spaceId: SpaceId,
  docId: DocId,
): Steps<readonly Covered[]> {
  const found = new Map<DeviceId, Found>()
  for (let position = 0; ; ) {
    const rows = envelopes.ofDocument(spaceId, docId, position, BATCH)
    for (const row of rows) {
      const { seq, hash } = row
      const known = found.get(row.deviceId) ?? { spans: [], last: row }
      // Of a stub that says nothing, what lies before it is here and of this document too.
      const before = keptBefore(row) ?? null
      known.spans.push({ first: firstOf(row), last: seq, before, hash })
      if (seq > known.last.seq) known.last = row
      found.set(row.deviceId, known)
      position = row.position
    }
    if (rows.length < BATCH) break
    yield
  }
  return [...found].map(([deviceId, { spans, last }]) => ({
    ...{ deviceId, logHeads: keptLogHeads(last.bytes) },
    runs: runsOf(spans.toSorted((a, b) => a.first - b.first)),
  }))
}

/** The same in one turn. */
export const coveredBy = (...of: Parameters<typeof coveredInSteps>): readonly Covered[] =>
  inOneTurn(coveredInSteps(...of))
