import type { DeviceId } from '../../base/ids.ts'
import { encodeStub, openStub } from '../../sync/index.ts'
import type { Ahead } from './ahead.ts'
import type { Chains } from './chains.ts'
import type { Verdict } from './envelopeVerdict.ts'
import type { Snapshots } from './snapshots.ts'
import type { SpaceMembership } from './spaceMembership.ts'
import type { Verdicts } from './verdicts.ts'

export interface StubJudgeOptions {
  readonly membership: Pick<SpaceMembership, 'device'>
  readonly chains: Pick<Chains, 'head'>
  readonly verdicts: Pick<Verdicts, 'lastSeq'>
  readonly snapshots: Pick<Snapshots, 'vouching'>
}

/**
 * Rule 16: a stub counts by the word of a snapshot alone, whoever tells it, and only for what this device lacks. One that
 * cannot be judged now is neither held nor blamed on anyone: it comes again.
 */
export function createStubJudge({ membership, chains, verdicts, snapshots }: StubJudgeOptions) {
  return (bytes: Uint8Array, from: DeviceId, ahead: Ahead): Verdict => {
    const said = openStub(bytes)
    if (!said) return { type: 'refused', device: from, reason: 'malformed' }
    const { docId, deviceId, seq, hash } = said
    const next = ((ahead.heads.get(deviceId) ?? chains.head(deviceId))?.seq ?? 0) + 1
    const isNext = said.firstSeq <= next && next <= seq
    const isOver = next > (verdicts.lastSeq(deviceId) ?? next)
    const beneath =
      isNext && !isOver && membership.device(deviceId) ? snapshots.vouching(said) : undefined
    if (!beneath) return { type: 'known' }
    const covered = beneath.covered.find((one) => one.deviceId === deviceId)
    const isLast = covered?.runs.at(-1)?.last === seq
    const logHeads = isLast ? covered.logHeads : []
    const stub = encodeStub({ ...said, firstSeq: next, logHeads })
    ahead.heads.set(deviceId, { seq, hash, logHeads })
    ahead.beneath.push(beneath)
    const row = { docId, deviceId, firstSeq: next, seq, hash, bytes: stub }
    return { type: 'accepted', envelope: { row, updates: [], voids: [], beneath } }
  }
}
