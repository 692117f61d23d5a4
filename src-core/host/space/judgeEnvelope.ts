import type { DeviceId, EntryHash, SpaceId } from '../../base/ids.ts'
import {
  checkUpdate,
  type InspectedUpdate,
  nextClock,
  placeholderFor,
} from '../../documents/index.ts'
import { type DeviceInfo, isAtOrAfter } from '../../membership/index.ts'
import type { EnvelopeRow } from '../../ports/index.ts'
import {
  type EnvelopeHeader,
  envelopeHash,
  openHeader,
  openPayload,
  verifyEnvelope,
} from '../../sync/index.ts'
import type { Chains } from './chains.ts'
import type { Quarantine } from './quarantine.ts'
import type { AcceptedEnvelope, SpaceDocuments } from './spaceDocuments.ts'
import type { SpaceMembership } from './spaceMembership.ts'
import type { Verdicts } from './verdicts.ts'

export interface EnvelopeJudgeOptions {
  readonly spaceId: SpaceId
  readonly membership: SpaceMembership
  readonly chains: Chains
  readonly documents: SpaceDocuments
  readonly verdicts: Verdicts
  readonly quarantine: Quarantine
}

export type Verdict =
  /** `refusal`: it takes its place in the chain and has no effect. */
  | { readonly type: 'accepted'; readonly envelope: AcceptedEnvelope; readonly refusal?: string }
  /** Kept already, or of a device whose last envelope has been. */
  | { readonly type: 'known' }
  /** It builds on what has not arrived (rule 15). */
  | { readonly type: 'early'; readonly row: EnvelopeRow; readonly isKnown: boolean }
  /** Signed by its author, as is another one under the same number (rule 35). */
  | { readonly type: 'forked'; readonly ours: Uint8Array; readonly theirs: Uint8Array }
  | { readonly type: 'refused'; readonly device: DeviceId; readonly reason: string }

/** What the envelopes of a batch that come first lead to, before they are written. */
export interface Ahead {
  readonly heads: Map<DeviceId, AheadHead>
  /** By document and client: the clock that its next struct must have. */
  readonly clocks: Map<string, number>
}
interface AheadHead {
  readonly seq: number
  readonly hash: string
  readonly logHeads: readonly EntryHash[]
}
export const nothingAhead = (): Ahead => ({ heads: new Map(), clocks: new Map() })

/** Rule 13, in its order: nothing of an envelope is used before the step that vouches for it. */
export function createEnvelopeJudge(options: EnvelopeJudgeOptions) {
  const { spaceId, membership, chains, documents, verdicts, quarantine } = options

  return (bytes: Uint8Array, from: DeviceId, ahead: Ahead): Verdict => {
    const header = openHeader(bytes)
    const malformed: Verdict = { type: 'refused', device: from, reason: 'malformed' }
    if (!header || header.spaceId !== spaceId) return malformed
    const { deviceId, seq, docId } = header
    const row = { docId, deviceId, seq, hash: envelopeHash(bytes), bytes }
    const author = membership.device(deviceId)
    const early: Verdict = { type: 'early', row, isKnown: author !== undefined }

    const head = ahead.heads.get(deviceId) ?? chains.head(deviceId)
    if (head && seq <= head.seq) return compare(row, header, author)
    if (seq > (verdicts.lastSeq(deviceId) ?? seq) && author) return { type: 'known' }
    if (!author) return early
    if (!verifyEnvelope(bytes, header, author.certificate))
      return { type: 'refused', device: from, reason: 'signature' }
    const state = membership.state()
    if (!header.logHeads.every((entry) => state.has(entry))) return early
    if (seq !== (head?.seq ?? 0) + 1) return early
    const refuse = (reason: string): Verdict => ({ type: 'refused', device: deviceId, reason })
    if (header.prev !== (head?.hash ?? null)) return refuse('chain')
    const before = ahead.heads.get(deviceId)?.logHeads ?? chains.logHeads(deviceId)
    if (!isAtOrAfter(state, header.logHeads, before)) return refuse('log heads go backwards')
    return open(header, row, author, ahead)
  }

  /** A number that is taken: by the same envelope, or by a second one that its author signed too. */
  function compare(
    row: EnvelopeRow,
    header: EnvelopeHeader,
    author: DeviceInfo | undefined,
  ): Verdict {
    const kept = chains.at(row.deviceId, row.seq)
    if (!kept || kept.hash === row.hash) return { type: 'known' }
    if (!author || !verifyEnvelope(row.bytes, header, author.certificate)) return { type: 'known' }
    return { type: 'forked', ours: kept.bytes, theirs: row.bytes }
  }

  function open(
    header: EnvelopeHeader,
    row: EnvelopeRow,
    author: DeviceInfo,
    ahead: Ahead,
  ): Verdict {
    const { deviceId, docId } = header
    const refuse = (reason: string): Verdict => ({ type: 'refused', device: deviceId, reason })
    const early: Verdict = { type: 'early', row, isKnown: true }
    const epoch = membership.epoch(header.epochId)
    if (!epoch) return early
    const update = header.kind === 'update' ? openPayload(row.bytes, header, epoch) : undefined
    if (!update) return refuse('content')
    // It waits, so that it is neither applied nor lost.
    if (quarantine.holds(row)) return early
    const { kind } = documents.placeOf(docId)
    // What nobody may write, whatever the role; the role's own share is judged last.
    const checked = checkUpdate({ kind, update, deviceTag: author.tag, role: 'owner' })
    if (!checked.ok) return refuse(checked.error)
    if (!followsItsClocks(row, checked.value, ahead)) return refuse('clocks do not follow')
    if (documents.isOverPending(docId)) return early

    const refusal = verdicts.refusalOf(header, update)
    if (refusal && verdicts.isOverVoid(deviceId, row.bytes.length)) return refuse(refusal)
    const { seq, hash } = row
    ahead.heads.set(deviceId, { seq, hash, logHeads: header.logHeads })
    if (!refusal) return { type: 'accepted', envelope: { row, update, isVoid: false } }
    const envelope = { row, update: placeholderFor(checked.value), isVoid: true }
    return { type: 'accepted', envelope, refusal }
  }

  /**
   * A client's clocks follow on each other along its chain. Otherwise one clock could be written twice, and
   * which content a replica takes would depend on what else it has received (rule 15).
   */
  function followsItsClocks(
    { docId }: EnvelopeRow,
    update: InspectedUpdate,
    ahead: Ahead,
  ): boolean {
    const [first] = update.structs
    const last = update.structs.at(-1)
    if (!first || !last) return true
    const key = `${docId} ${first.client}`
    const expected =
      ahead.clocks.get(key) ?? documents.read(docId, (doc) => nextClock(doc, first.client))
    if (first.clock !== expected) return false
    ahead.clocks.set(key, last.clock + last.length)
    return true
  }
}
