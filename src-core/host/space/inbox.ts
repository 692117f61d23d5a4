import { FoyerError } from '../../base/errors.ts'
import type { DeviceId, SpaceId } from '../../base/ids.ts'
import type { MembershipState } from '../../membership/index.ts'
import type { Clock, EnvelopeRow, Storage } from '../../ports/index.ts'
import { nothingAhead } from './ahead.ts'
import type { Aside } from './aside.ts'
import type { Chains } from './chains.ts'
import type { Verdict } from './envelopeVerdict.ts'
import { createHeldEnvelopes } from './heldEnvelopes.ts'
import { createEnvelopeJudge, waiting } from './judgeEnvelope.ts'
import type { NamedBranches } from './namedBranches.ts'
import type { Branch } from './offeredRows.ts'
import type { Quarantine } from './quarantine.ts'
import { createRefusals, type Refusal } from './refusals.ts'
import type { Snapshots } from './snapshots.ts'
import type { AcceptedEnvelope, SpaceDocuments } from './spaceDocuments.ts'
import type { SpaceMembership } from './spaceMembership.ts'
import { createTurns } from './turns.ts'
import { DROPPED, type Verdicts } from './verdicts.ts'

export interface InboxOptions {
  readonly spaceId: SpaceId
  readonly storage: Storage
  readonly membership: SpaceMembership
  readonly chains: Chains
  readonly documents: SpaceDocuments
  readonly verdicts: Verdicts
  readonly quarantine: Quarantine
  readonly branches: NamedBranches
  readonly aside: Aside
  readonly snapshots: Snapshots
  readonly clock: Clock
  readonly onRefused: (refusal: Refusal) => void
  /** Whose envelopes were written just now; nobody's where they had waited. */
  readonly onAccepted?: (authors: ReadonlySet<DeviceId>) => void
  /** Two envelopes of one device under one number, each with its signature (rule 35). */
  readonly onForked: (ours: Uint8Array, theirs: Uint8Array) => void
  /** A chain goes another way from now on. */
  readonly onBranch: (deviceId: DeviceId) => void
}

const isSigned = (reason: string) => reason !== 'signature' && reason !== 'malformed'

/** So many signatures are checked before others get a turn; or for so long, ms, beside which V8 may collect. */
const JUDGED_AT_ONCE = 200
const JUDGED_FOR_MS = 15
/** What took longer to judge is written in another turn; a key typed is written in this one. */
const WRITTEN_AFTER_MS = 8
/** So many are taken up at once, which is most of what a message of a first sync brings. */
const TAKEN_AT_ONCE = 500
/**
 * A transaction takes about so long, ms, whatever is in it: more in one cost less each, because pages of
 * indexes are sealed once, but nobody else has a turn meanwhile.
 */
const WRITTEN_FOR_MS = 20
const LEAST_WRITTEN = 8
/** Of one long note in segments: while V8 collects, what took 4 ms a moment ago takes 25. */
const WRITTEN_BYTES = 96 * 1024
const MANY = 1_000_000

export interface Inbox {
  /** Takes a batch in; resolves when all that could be accepted is on disk. */
  receive(batch: readonly Uint8Array[], from: DeviceId): Promise<void>
  /**
   * Takes what `find` says in place of this device's own chain, whose envelopes `keep` is given inside the
   * transaction; nothing where it says nothing.
   */
  takeOwn(
    find: () => Branch | undefined,
    keep: (rows: readonly EnvelopeRow[]) => void,
  ): Promise<void>
  /** Looks at what was held again: the log or an epoch has arrived. */
  retryHeld(): Promise<void>
  /** What has arrived and is not written is dropped: the Space may be erased next. */
  close(): void
}

/** Judges what arrives, in turns, and hands on what is accepted. */
export function createInbox(options: InboxOptions): Inbox {
  const { spaceId, storage, membership, chains, documents, quarantine, branches } = options
  const judge = createEnvelopeJudge(options)
  const held = createHeldEnvelopes(spaceId, storage)
  const refused = createRefusals(options.onRefused)
  let queue: Promise<void> = Promise.resolve()
  let underWay = 0
  let closed = false
  /** Envelopes in a transaction, by what the last ones took. */
  let writtenAtOnce = 100
  const turns = createTurns(options.clock)

  /** One transaction's worth: judged in parts, so that others get their turns, then written as one. */
  async function take(batch: readonly Uint8Array[], from: DeviceId): Promise<Set<DeviceId>> {
    const judgedBy = membership.state()
    const ahead = nothingAhead()
    const verdicts: Verdict[] = []
    let inTurn = 0
    for (const bytes of batch) {
      if (inTurn++ >= JUDGED_AT_ONCE || turns.lasted(JUDGED_FOR_MS)) {
        await turns.pass()
        inTurn = 1
      }
      if (closed) return new Set()
      if (membership.state() !== judgedBy) break
      verdicts.push(judge(bytes, from, ahead))
    }
    if (batch.length > JUDGED_AT_ONCE || turns.lasted(WRITTEN_AFTER_MS)) await turns.pass()
    if (closed) return new Set()
    // The log has changed during a turn of others: what was judged by the old one is judged again.
    if (membership.state() !== judgedBy) return take(batch, from)
    const accepted = verdicts.flatMap((one) => (one.type === 'accepted' ? [one.envelope] : []))
    // What is written already is known when it is looked at again.
    const written = await write(accepted, judgedBy)
    if (closed) return new Set()
    if (written < accepted.length) {
      const authors = accepted.slice(0, written).map(({ row }) => row.deviceId)
      return new Set([...authors, ...(await take(batch, from))])
    }
    await compact(verdicts.flatMap((one) => (one.type === 'compacts' ? [one.row] : [])))
    if (closed) return new Set()
    held.hold(verdicts.filter((one) => one.type === 'early'))
    for (const [at, one] of verdicts.entries()) tell(one, batch[at] as Uint8Array)
    const authors = new Set(accepted.map(({ row }) => row.deviceId))
    options.onAccepted?.(authors)
    return authors
  }

  /** How many were written: less where the Space was closed, or the log has changed and they are judged again. */
  async function write(accepted: readonly AcceptedEnvelope[], judgedBy: MembershipState) {
    let from = 0
    while (from < accepted.length) {
      if (from > 0) await turns.pass()
      if (closed || membership.state() !== judgedBy) return from
      const part = accepted.slice(from, from + fitting(accepted, from))
      const began = options.clock.now()
      const applied = apply(part)
      from += applied
      // What follows one that is held is judged anew.
      if (applied < part.length) return from
      const took = options.clock.now() - began
      const inTime = Math.floor((part.length * WRITTEN_FOR_MS) / Math.max(took, 1))
      const next = Math.min(inTime, writtenAtOnce * 2, TAKEN_AT_ONCE)
      if (took > WRITTEN_FOR_MS || part.length === writtenAtOnce)
        writtenAtOnce = Math.max(LEAST_WRITTEN, next)
    }
    return from
  }

  /** Of those from `from` on, at least one. */
  function fitting(accepted: readonly AcceptedEnvelope[], from: number): number {
    let bytes = 0
    const most = Math.min(accepted.length, from + writtenAtOnce)
    for (let at = from; at < most; at++) {
      bytes += accepted[at]?.row.bytes.length ?? 0
      if (at > from && bytes > WRITTEN_BYTES) return at - from
    }
    return most - from
  }

  /** Each in a turn of its own: hundreds of rows go for one. */
  async function compact(rows: readonly EnvelopeRow[]) {
    for (const row of rows) {
      documents.compact([row])
      await turns.pass()
      if (closed) return
    }
  }

  function tell(verdict: Verdict, bytes: Uint8Array) {
    if (verdict.type === 'forked') options.onForked(verdict.ours, verdict.theirs)
    if (verdict.type === 'refused') refused({ ...verdict, signed: isSigned(verdict.reason) }, bytes)
    // What a person has dropped is no news.
    if (verdict.type !== 'accepted' || !verdict.refusal || verdict.refusal === DROPPED) return
    const { deviceId: device } = verdict.envelope.row
    refused({ device, reason: verdict.refusal, signed: true }, bytes)
  }

  /** How many were applied: fewer where the next one throws, which is held from then on (rule 13). */
  function apply(accepted: readonly AcceptedEnvelope[]): number {
    const [first] = accepted
    if (!first) return 0
    if (quarantine.careful && accepted.length > 1) return applySingly(accepted)
    try {
      quarantine.guard(first.row, () => documents.accept(accepted))
      return accepted.length
    } catch (error) {
      if (error instanceof FoyerError) throw error
      if (accepted.length > 1) return applySingly(accepted)
      quarantine.threw(first.row)
      return 0
    }
  }

  function applySingly(accepted: readonly AcceptedEnvelope[]): number {
    const stopped = accepted.findIndex((envelope) => apply([envelope]) === 0)
    return stopped < 0 ? accepted.length : stopped
  }

  async function takeAll(batch: readonly Uint8Array[], from: DeviceId) {
    for (let start = 0; start < batch.length; start += TAKEN_AT_ONCE) {
      if (start > 0) await turns.pass()
      const authors = await take(batch.slice(start, start + TAKEN_AT_ONCE), from)
      for (const deviceId of authors) await releaseOf(deviceId)
      await takeBranches()
    }
  }

  async function takeBranches() {
    if (!closed) for (const branch of branches.complete()) await takeBranch(branch)
  }

  /**
   * What the log names takes the place of what is kept (rule 15). It waits on disk, so that a crash leaves
   * the one branch or the other.
   */
  async function takeBranch(
    { deviceId, after, rows }: Branch,
    keep: (rows: readonly EnvelopeRow[]) => void = () => {},
  ): Promise<void> {
    if (closed) return
    const dropped = storage.envelopes.ofDevice(spaceId, deviceId, after + 1, MANY)
    documents.rebuild({
      documents: new Set(dropped.map(({ docId }) => docId)),
      adopt() {
        keep(dropped)
        options.aside.put(deviceId, chains.cutBack(deviceId, after))
        options.verdicts.cutBack(deviceId, after)
        held.hold(rows.map((row) => ({ row: waiting(row), isKnown: true })))
      },
    })
    options.onBranch(deviceId)
    await releaseOf(deviceId)
  }

  /** Only what is next in its chain can be accepted, so only that is looked at. Years of it may wait for one key. */
  async function releaseOf(deviceId: DeviceId) {
    // Its author was told of when it came.
    if (await releasedOf(deviceId)) options.onAccepted?.(new Set())
  }

  /** Whether any was written. */
  async function releasedOf(deviceId: DeviceId): Promise<boolean> {
    for (let some = false; ; ) {
      if (turns.lasted(JUDGED_FOR_MS)) await turns.pass()
      if (closed) return false
      const row = held.next(deviceId, (chains.head(deviceId)?.seq ?? 0) + 1)
      if (!row) return some
      const verdict = judge(row.bytes, deviceId, nothingAhead())
      if (verdict.type === 'early') return some
      if (verdict.type === 'compacts') documents.compact([verdict.row])
      if (verdict.type === 'accepted' && apply([verdict.envelope]) === 0) return some
      some ||= verdict.type === 'accepted'
      tell(verdict, row.bytes)
      held.release(deviceId, row.seq)
    }
  }

  const enqueue = (work: () => void | Promise<void>) => {
    if (underWay++ === 0) turns.begin()
    const run = queue.then(() => (closed ? undefined : work()))
    queue = run.catch(() => {}).then(() => void underWay--)
    return run
  }
  return {
    receive: (batch, from) => enqueue(() => takeAll(batch, from)),
    takeOwn: (find, keep) =>
      enqueue(() => {
        const branch = find()
        return branch && takeBranch(branch, keep)
      }),
    retryHeld: () =>
      enqueue(async () => {
        for (const deviceId of held.devices()) await releaseOf(deviceId)
        await takeBranches()
      }),
    close() {
      closed = true
    },
  }
}
