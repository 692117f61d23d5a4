import type { DeviceId, DocId, SpaceId } from '../../base/ids.ts'
import { inOneTurn, type Steps } from '../../base/steps.ts'
import { type Covered, type CoveredRun, runsOf } from '../../documents/snapshots/index.ts'
import type { EnvelopeRow, EnvelopeStore } from '../../ports/index.ts'
import { firstOf } from './chains.ts'
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
      known.spans.push({ first: firstOf(row), last: seq, hash })
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

/**
 * With what lies beneath the snapshots that the document begins with and never came here, as its device was ended: the
 * state holds it (rule 16).
 */
export function withBeneath(
  covered: readonly Covered[],
  bases: readonly { readonly covered: readonly Covered[] }[],
  headOf: (deviceId: DeviceId) => number,
): readonly Covered[] {
  const found = new Map(covered.map((one) => [one.deviceId, one]))
  for (const { deviceId, logHeads, runs } of bases.flatMap((base) => base.covered)) {
    const here = headOf(deviceId)
    const beyond = runs
      .filter(({ last }) => last > here)
      .map((run) => ({ ...run, first: Math.max(run.first, here + 1) }))
    if (beyond.length === 0) continue
    const known = found.get(deviceId)?.runs ?? []
    const all = [...known, ...beyond].toSorted((a, b) => a.first - b.first)
    found.set(deviceId, { deviceId, logHeads, runs: runsOf(all) })
  }
  return [...found.values()]
}

/** The same in one turn. */
export const coveredBy = (...of: Parameters<typeof coveredInSteps>): readonly Covered[] =>
  inOneTurn(coveredInSteps(...of))
