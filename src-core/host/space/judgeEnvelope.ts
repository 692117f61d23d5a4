import type { DeviceId, SpaceId } from '../../base/ids.ts'
import { checkUpdate, type InspectedUpdate, nextClock } from '../../documents/index.ts'
import { type DeviceInfo, isAtOrAfter } from '../../membership/index.ts'
import type { EnvelopeRow } from '../../ports/index.ts'
import {
  chainHash,
  type EnvelopeHeader,
  firstSeqOf,
  isStub,
  openHeader,
  verifyEnvelope,
} from '../../sync/index.ts'
import type { Ahead } from './ahead.ts'
import type { Chains } from './chains.ts'
import type { Verdict } from './envelopeVerdict.ts'
import { createStubJudge } from './judgeStub.ts'
import type { NamedBranches } from './namedBranches.ts'
import { createOverlaps } from './overlaps.ts'
import type { Quarantine } from './quarantine.ts'
import { effectsOf, openSigned, type SignedUpdates } from './signedUpdates.ts'
import type { Snapshots } from './snapshots.ts'
import type { SpaceDocuments } from './spaceDocuments.ts'
import type { SpaceMembership } from './spaceMembership.ts'
import type { Verdicts } from './verdicts.ts'

export interface EnvelopeJudgeOptions {
  readonly spaceId: SpaceId
  readonly membership: SpaceMembership
  readonly chains: Chains
  readonly documents: SpaceDocuments
  readonly verdicts: Verdicts
  readonly quarantine: Quarantine
  readonly branches: NamedBranches
  readonly snapshots: Snapshots
}

/** A segment lies under the last of its numbers, and says which is the first. */
function rowOf(bytes: Uint8Array, header: EnvelopeHeader): EnvelopeRow {
  const { docId, deviceId, seq, covers } = header
  const place = { docId, deviceId, seq, hash: chainHash(bytes, header), bytes }
  return covers ? { ...place, firstSeq: covers.firstSeq } : place
}

/** Rule 13, in its order: nothing of an envelope is used before the step that vouches for it. */
export function createEnvelopeJudge(options: EnvelopeJudgeOptions) {
  const { spaceId, membership, chains, documents, verdicts, quarantine, branches } = options
  const { snapshots } = options
  const overlaps = createOverlaps({ membership, chains, verdicts })
  const judgeStub = createStubJudge(options)

  return (bytes: Uint8Array, from: DeviceId, ahead: Ahead): Verdict => {
    if (isStub(bytes)) return judgeStub(bytes, from, ahead)
    const header = openHeader(bytes)
    const malformed: Verdict = { type: 'refused', device: from, reason: 'malformed' }
    if (!header || header.spaceId !== spaceId) return malformed
    const { deviceId, seq } = header
    const first = firstSeqOf(header)
    const row = rowOf(bytes, header)
    const author = membership.device(deviceId)
    const early = earlyOf(row, author !== undefined)

    const head = ahead.heads.get(deviceId) ?? chains.head(deviceId)
    const refuse = (reason: string): Verdict => ({ type: 'refused', device: deviceId, reason })
    const isSigned = () => author && verifyEnvelope(bytes, header, author.certificate)
    if (branches.isSought(deviceId) && isSigned()) branches.offer(row, header.prev)
    if (head && seq <= head.seq) return overlaps.compare(row, header, isSigned)
    if (first > (verdicts.lastSeq(deviceId) ?? first) && author) return { type: 'known' }
    if (!author) return early
    if (!isSigned()) return { type: 'refused', device: from, reason: 'signature' }
    const state = membership.state()
    if (!header.logHeads.every((entry) => state.has(entry))) return early
    if (first > (head?.seq ?? 0) + 1) {
      offer(header, row)
      return early
    }
    // What it stands for in part is not written yet: it comes again when that is.
    const isUnwritten = first <= (head?.seq ?? 0) && ahead.heads.has(deviceId)
    if (isUnwritten) return early
    if (first === (head?.seq ?? 0) + 1 && header.prev !== (head?.hash ?? null)) {
      branches.strayed(deviceId)
      return refuse('chain')
    }
    const before = ahead.heads.get(deviceId)?.logHeads ?? chains.logHeads(deviceId)
    if (!isAtOrAfter(state, header.logHeads, before)) return refuse('log heads go backwards')
    return open(header, row, author, ahead)
  }

  /** A snapshot may be needed before its maker's chain can be told: that may lie beneath it. */
  function offer(header: EnvelopeHeader, row: EnvelopeRow) {
    const epoch = header.kind === 'snapshot' ? membership.epoch(header.epochId) : undefined
    const signed = epoch && openSigned(row.bytes, header, epoch)
    if (signed) snapshots.offer(row, signed)
  }

  function open(
    header: EnvelopeHeader,
    row: EnvelopeRow,
    author: DeviceInfo,
    ahead: Ahead,
  ): Verdict {
    const { deviceId, docId } = header
    const refuse = (reason: string): Verdict => ({ type: 'refused', device: deviceId, reason })
    const early = earlyOf(row, true)
    const epoch = membership.epoch(header.epochId)
    if (!epoch) return early
    const signed = openSigned(row.bytes, header, epoch)
    if (!signed) return refuse('content')
    // It waits, so that it is neither applied nor lost.
    if (quarantine.holds(row)) return early
    const { kind } = documents.placeOf(docId)
    // What nobody may write, whatever the role; the role's own share is judged last.
    const { update } = signed
    const checked = checkUpdate({ kind, update, deviceTag: author.tag, role: 'owner' })
    if (!checked.ok) return refuse(checked.error)
    if (signed.segment && !signed.segment.fits(checked.value)) return refuse('content')
    const agreement = overlaps.agreement(signed)
    if (agreement.type === 'contradicts')
      return { type: 'forked', ours: agreement.kept, theirs: row.bytes }
    if (agreement.type === 'unknown') return early
    // Another branch than what the document begins with: that has its clocks, and the last word.
    const isCovered = snapshots.covering(docId, deviceId)
    const isBeneath = isAll(signed.firstSeq, header.seq, isCovered)
    const follows = isBeneath || followsItsClocks(signed, checked.value, ahead)
    if (follows === undefined) return early
    if (!follows) return refuse('clocks do not follow')
    if (documents.isOverPending(docId)) return early

    const { voids, refusal } = verdicts.judge(signed)
    if (refusal && verdicts.isOverVoid(deviceId, row.bytes.length)) return refuse(refusal)
    const { seq, hash } = row
    ahead.heads.set(deviceId, { seq, hash, logHeads: header.logHeads })
    const { part } = signed
    const envelope = { row, updates: effectsOf(signed, voids, isCovered), voids, part }
    return refusal ? { type: 'accepted', envelope, refusal } : { type: 'accepted', envelope }
  }

  /**
   * A client's clocks follow on each other along its chain. Otherwise one clock could be written twice, and
   * which content a replica takes would depend on what else it has received (rule 15). Undefined where that
   * lies beneath a snapshot that cannot be read now.
   */
  function followsItsClocks(
    { header, firstSeq, segment }: SignedUpdates,
    update: InspectedUpdate,
    ahead: Ahead,
  ): boolean | undefined {
    const [first] = update.structs
    const last = update.structs.at(-1)
    if (!first || !last) return true
    const { docId, deviceId } = header
    const key = `${docId} ${first.client}`
    const behind = snapshots.clockBehind(header, first.client, ahead.beneath)
    if (behind === undefined) return undefined
    const here = () => documents.read(docId, (doc) => nextClock(doc, first.client))
    const expected = ahead.clocks.get(key) ?? Math.max(behind, here())
    // Of a segment, what is kept has been written already.
    const kept = segment ? Math.max(0, (chains.head(deviceId)?.seq ?? 0) - firstSeq + 1) : 0
    if (first.clock + (segment?.clocksBefore(kept) ?? 0) !== expected) return false
    ahead.clocks.set(key, last.clock + last.length)
    return true
  }
}

function isAll(from: number, to: number, holds: (seq: number) => boolean): boolean {
  for (let seq = from; seq <= to; seq++) if (!holds(seq)) return false
  return true
}

/** A segment waits under the first of its numbers: that is the one that can be next. */
export function waiting({ docId, deviceId, hash, bytes, seq, firstSeq }: EnvelopeRow): EnvelopeRow {
  return { docId, deviceId, seq: firstSeq ?? seq, hash, bytes }
}
const earlyOf = (row: EnvelopeRow, isKnown: boolean): Verdict => ({
  type: 'early',
  row: waiting(row),
  isKnown,
})
