import type { DeviceId } from '../../base/ids.ts'
import { encodeStub, openStub, type Stub } from '../../sync/index.ts'
import type { Ahead } from './ahead.ts'
import type { Chains } from './chains.ts'
import type { Verdict } from './envelopeVerdict.ts'
import type { NamedBranches } from './namedBranches.ts'
import type { Snapshots } from './snapshots.ts'
import type { SpaceMembership } from './spaceMembership.ts'
import type { Verdicts } from './verdicts.ts'

export interface StubJudgeOptions {
  readonly membership: Pick<SpaceMembership, 'device'>
  readonly chains: Pick<Chains, 'head' | 'hashAt' | 'told'>
  readonly verdicts: Pick<Verdicts, 'lastSeq'>
  readonly snapshots: Pick<Snapshots, 'vouching'>
  readonly branches: Pick<NamedBranches, 'isSought' | 'offer' | 'strayed'>
}

/**
 * Rule 16: a stub counts by the word of a snapshot alone, whoever tells it, upon the envelope that the snapshot names
 * before it, and only for what this device lacks. One that cannot be judged now is not blamed on anyone: it comes again.
 */
export function createStubJudge(options: StubJudgeOptions) {
  const { membership, chains, verdicts, snapshots, branches } = options

  /**
   * Of what is here already of its run the hashes were in what went: whether it says the same, the snapshot is compared
   * with when it takes effect.
   */
  function standsBehind({ deviceId, docId, firstSeq, before }: Stub, next: number): boolean {
    const here = firstSeq === 1 ? null : chains.hashAt(deviceId, firstSeq - 1)
    const rows = chains.told(deviceId, firstSeq, next - firstSeq)
    return here === before && rows.every((row) => row.docId === docId)
  }

  return (bytes: Uint8Array, from: DeviceId, ahead: Ahead): Verdict => {
    const said = openStub(bytes)
    if (!said) return { type: 'refused', device: from, reason: 'malformed' }
    const { docId, deviceId, firstSeq, seq, hash, before } = said
    const unwritten = ahead.heads.get(deviceId)
    const head = unwritten ?? chains.head(deviceId)
    const next = (head?.seq ?? 0) + 1
    const isOver = next > (verdicts.lastSeq(deviceId) ?? next)
    const isNext = firstSeq <= next && next <= seq && !isOver
    const isSought = branches.isSought(deviceId)
    if (!membership.device(deviceId) || !(isNext || isSought)) return { type: 'known' }
    if (isSought && snapshots.vouching(said, true))
      branches.offer({ docId, deviceId, firstSeq, seq, hash, bytes }, before)
    const beneath = isNext ? snapshots.vouching(said) : undefined
    if (!beneath) return { type: 'known' }
    // What is here of its run is written first.
    if (firstSeq < next && unwritten)
      return { type: 'early', row: { docId, deviceId, seq: next, hash, bytes }, isKnown: true }
    const stands = firstSeq === next ? before === (head?.hash ?? null) : standsBehind(said, next)
    if (!stands) {
      branches.strayed(deviceId)
      return { type: 'known' }
    }
    const covered = beneath.covered.find((one) => one.deviceId === deviceId)
    const isLast = covered?.runs.at(-1)?.last === seq
    const logHeads = isLast ? covered.logHeads : []
    ahead.heads.set(deviceId, { seq, hash, logHeads })
    ahead.beneath.push(beneath)
    const row = {
      docId,
      deviceId,
      firstSeq: next,
      seq,
      hash,
      bytes: encodeStub({ ...said, logHeads }),
    }
    return { type: 'accepted', envelope: { row, updates: [], voids: [], beneath } }
  }
}
