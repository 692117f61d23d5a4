import type { DeviceId, SpaceId } from '../../base/ids.ts'
import { checkUpdate } from '../../documents/index.ts'
import { type DeviceInfo, type Role, writerRole } from '../../membership/index.ts'
import type { Clock, EnvelopeRow, Storage } from '../../ports/index.ts'
import {
  type EnvelopeHeader,
  envelopeHash,
  openHeader,
  openPayload,
  verifyEnvelope,
} from '../../sync/index.ts'
import type { Chains } from './chains.ts'
import { createQuarantine } from './quarantine.ts'
import type { AcceptedEnvelope, SpaceDocuments } from './spaceDocuments.ts'
import type { SpaceMembership } from './spaceMembership.ts'

export interface InboxOptions {
  readonly spaceId: SpaceId
  readonly storage: Storage
  readonly membership: SpaceMembership
  readonly chains: Chains
  readonly documents: SpaceDocuments
  readonly clock: Clock
  readonly onRefused: (refusal: Refusal) => void
}

export interface Refusal {
  /** Who wrote it, or who brought it where the author cannot be told. */
  readonly device: DeviceId
  readonly reason: string
}

type Verdict =
  | { readonly type: 'accepted'; readonly envelope: AcceptedEnvelope }
  | { readonly type: 'known' }
  /** It builds on what has not arrived (rule 15). */
  | { readonly type: 'early'; readonly row: EnvelopeRow }
  | { readonly type: 'refused'; readonly device: DeviceId; readonly reason: string }

/** Envelopes of one device that wait for earlier ones, bytes (rule 15). */
const MAX_HELD_BYTES = 8 * 1024 * 1024
/** So many signatures are checked before others get a turn: about 30 ms. */
const JUDGED_AT_ONCE = 200
/**
 * So many are written in one transaction, which is most of what a message of a first sync brings: pages of
 * indexes that each transaction touches are then sealed and written half as often as with 200.
 */
const WRITTEN_AT_ONCE = 500

export interface Inbox {
  /** Takes a batch in; resolves when all that could be accepted is on disk. */
  receive(batch: readonly Uint8Array[], from: DeviceId): Promise<void>
  /** Looks at what was held again: the log or an epoch has arrived. */
  retryHeld(): Promise<void>
  /** What has arrived and is not written is dropped: the Space may be erased next. */
  close(): void
}

/** Rule 13, in its order: nothing of an envelope is used before the step that vouches for it. */
export function createInbox(options: InboxOptions): Inbox {
  const { spaceId, storage, membership, chains, documents } = options
  const quarantine = createQuarantine(spaceId, storage)
  let queue: Promise<void> = Promise.resolve()
  let closed = false
  const turnOfOthers = () => new Promise<void>((resolve) => void options.clock.after(0, resolve))

  /** Heads as they will be when the batch so far has been accepted. */
  type Pending = Map<DeviceId, { seq: number; hash: string }>

  function judge(bytes: Uint8Array, from: DeviceId, pending: Pending): Verdict {
    const refuse = (reason: string, device = from): Verdict => ({ type: 'refused', device, reason })
    const header = openHeader(bytes)
    if (!header || header.spaceId !== spaceId) return refuse('malformed')
    const { deviceId, seq, docId } = header
    const hash = envelopeHash(bytes)
    const row = { docId, deviceId, seq, hash, bytes }
    const early: Verdict = { type: 'early', row }

    const head = pending.get(deviceId) ?? chains.head(deviceId)
    if (head && seq <= head.seq) return { type: 'known' }
    const author = membership.device(deviceId)
    if (!author) return early
    if (!verifyEnvelope(bytes, header, author.certificate)) return refuse('signature')
    if (!header.logHeads.every((entry) => membership.state().has(entry))) return early
    const role = writerRole(membership.state(), header)
    if (!role) return refuse('no role', deviceId)
    if (seq !== (head?.seq ?? 0) + 1) return early
    if (header.prev !== (head?.hash ?? null)) return refuse('chain', deviceId)
    return open(header, bytes, author, role, row)
  }

  function open(
    header: EnvelopeHeader,
    bytes: Uint8Array,
    author: DeviceInfo,
    role: Role,
    row: EnvelopeRow,
  ): Verdict {
    const refuse = (reason: string): Verdict => ({
      type: 'refused',
      device: author.deviceId,
      reason,
    })
    const epoch = membership.epoch(header.epochId)
    if (!epoch) return { type: 'early', row }
    const update = header.kind === 'update' ? openPayload(bytes, header, epoch) : undefined
    if (!update) return refuse('content')
    if (quarantine.holds(row)) return refuse('quarantined')
    const { kind } = documents.placeOf(header.docId)
    const checked = checkUpdate({ kind, update, deviceTag: author.tag, role })
    if (!checked.ok) return refuse(checked.error)
    if (documents.isOverPending(header.docId)) return { type: 'early', row }
    return { type: 'accepted', envelope: { row, update } }
  }

  function hold(row: EnvelopeRow) {
    const held = storage.envelopes.held(spaceId).filter(({ deviceId }) => deviceId === row.deviceId)
    const bytes = held.reduce((sum, { bytes }) => sum + bytes.length, row.bytes.length)
    if (bytes <= MAX_HELD_BYTES) storage.envelopes.hold(spaceId, row)
  }

  /** One transaction's worth: judged in parts, so that others get their turns, then written as one. */
  async function take(batch: readonly Uint8Array[], from: DeviceId) {
    const pending: Pending = new Map()
    const accepted: AcceptedEnvelope[] = []
    const early: EnvelopeRow[] = []
    for (const [index, bytes] of batch.entries()) {
      if (index > 0 && index % JUDGED_AT_ONCE === 0) await turnOfOthers()
      if (closed) return 0
      const verdict = judge(bytes, from, pending)
      if (verdict.type === 'accepted') {
        const { deviceId, seq, hash } = verdict.envelope.row
        accepted.push(verdict.envelope)
        pending.set(deviceId, { seq, hash })
      }
      if (verdict.type === 'early') early.push(verdict.row)
      if (verdict.type === 'refused') options.onRefused(verdict)
    }
    if (batch.length > JUDGED_AT_ONCE) await turnOfOthers()
    if (closed) return 0
    apply(accepted)
    if (early.length > 0) storage.transaction(() => early.forEach(hold))
    return accepted.length
  }

  function apply(accepted: readonly AcceptedEnvelope[]) {
    if (quarantine.careful && accepted.length > 1) {
      for (const envelope of accepted) apply([envelope])
      return
    }
    const [first] = accepted
    if (first) quarantine.guard(first.row, () => documents.accept(accepted))
  }

  async function takeAll(batch: readonly Uint8Array[], from: DeviceId) {
    let acceptedAny = false
    for (let start = 0; start < batch.length; start += WRITTEN_AT_ONCE) {
      if (start > 0) await turnOfOthers()
      const accepted = await take(batch.slice(start, start + WRITTEN_AT_ONCE), from)
      acceptedAny = accepted > 0 || acceptedAny
    }
    if (acceptedAny && !closed) releaseHeld()
  }

  /** Again and again while something fits: one arrival can complete a row of held ones. */
  function releaseHeld() {
    for (;;) {
      const held = [...storage.envelopes.held(spaceId)].sort((a, b) => a.seq - b.seq)
      if (held.length === 0) return
      let released = 0
      for (const row of held) {
        const verdict = judge(row.bytes, row.deviceId, new Map())
        if (verdict.type === 'early') continue
        if (verdict.type === 'accepted') apply([verdict.envelope])
        if (verdict.type === 'refused') options.onRefused(verdict)
        storage.envelopes.release(spaceId, row.deviceId, row.seq)
        released++
      }
      if (released === 0) return
    }
  }

  const enqueue = (work: () => void | Promise<void>) => {
    const run = queue.then(() => (closed ? undefined : work()))
    queue = run.catch(() => {})
    return run
  }
  return {
    receive: (batch, from) => enqueue(() => takeAll(batch, from)),
    retryHeld: () => enqueue(releaseHeld),
    close() {
      closed = true
    },
  }
}
