import type { DeviceId, DocId } from '../../base/ids.ts'
import { checkUpdate, type DocumentKind, type UpdateRefusal } from '../../documents/index.ts'
import { authorityMark, can, lastSeqOf, type Role, writerRole } from '../../membership/index.ts'
import type { EnvelopeRow, StoredEnvelope } from '../../ports/index.ts'
import { type EnvelopeHeader, firstSeqOf, isStub, openHeader } from '../../sync/index.ts'
import { type Chains, firstOf } from './chains.ts'
import type { SealedNotes } from './sealedNotes.ts'
import { openSigned, type SignedUpdates } from './signedUpdates.ts'
import type { SpaceMembership } from './spaceMembership.ts'

export interface VerdictsOptions {
  readonly membership: SpaceMembership
  readonly notes: SealedNotes<JudgedChain>
  readonly kindOf: (docId: DocId) => DocumentKind
  /** The last envelope of a device before it was proven to equivocate (rule 35). */
  readonly provenEnd: (deviceId: DeviceId) => number | undefined
  /** The last envelope of a device before its chain here leaves the branch that the log names (rule 15). */
  readonly branchEnd: (deviceId: DeviceId) => number | undefined
  /** A person has chosen that it has no effect on this device (rule 13). */
  readonly isDropped: (deviceId: DeviceId, seq: number) => boolean
  readonly chains: Pick<Chains, 'heads' | 'head'>
  /** All that is kept of a device, whether it counts or not. */
  readonly chain: (deviceId: DeviceId, fromSeq: number, limit: number) => readonly StoredEnvelope[]
}

/** Which envelopes of one chain are void, and what they were judged by. */
export interface JudgedChain {
  readonly by: string
  readonly voids: readonly number[]
  /** Of the void ones together. */
  readonly bytes: number
}

export interface Rejudged {
  /** Documents in which something counts now that did not, or the other way round. */
  readonly documents: ReadonlySet<DocId>
  /** Inside a transaction: from now on the new verdicts hold. */
  adopt(): void
}

/**
 * Which accepted envelopes count (rules 9, 13, 15). An envelope takes its place in its device's chain
 * whatever its author may do, so that all replicas hold the same chains; whether it has an effect is a
 * function of the log alone, and is judged again when the log says something else about its author.
 */
export interface Verdicts {
  /** The last envelope of a device that counts, where it was removed or proven false. */
  lastSeq(deviceId: DeviceId): number | undefined
  /** All that counts of a device is here, and nothing of it comes any more. */
  isOver(deviceId: DeviceId): boolean
  counts(deviceId: DeviceId, seq: number): boolean
  /** The numbers from `first` to `last` that do not count. */
  voidsIn(deviceId: DeviceId, first: number, last: number): readonly number[]
  /** Which of its numbers are void, and why the last of these is. */
  judge(signed: SignedUpdates): Judgement
  /** Too much of this device is kept without counting. */
  isOverVoid(deviceId: DeviceId, bytes: number): boolean
  /** Inside the transaction that keeps these rows of judged envelopes. */
  note(rows: readonly { readonly row: EnvelopeRow; readonly voids: readonly number[] }[]): void
  /** Judges the chains again about whose devices the log says something else now. */
  rejudge(): Rejudged | undefined
  /** Inside the transaction that takes away what is kept of a device behind `seq`. */
  cutBack(deviceId: DeviceId, seq: number): void
  /** After a transaction failed: reads the truth again. */
  reload(): void
}

export interface Judgement {
  readonly voids: readonly number[]
  readonly refusal?: UpdateRefusal | typeof DROPPED | undefined
}

/** A person has chosen that it has no effect here. */
export const DROPPED = 'dropped'

const BATCH = 500
/** Void envelopes cost space and help nobody; an honest device writes few before it learns of its role. */
const MAX_VOID_BYTES = 8 * 1024 * 1024

interface Kept {
  readonly by: string
  readonly voids: ReadonlySet<number>
  readonly bytes: number
}

export function createVerdicts(options: VerdictsOptions): Verdicts {
  const { membership, notes, kindOf, provenEnd } = options
  let judged = new Map<DeviceId, Kept>()

  function reload() {
    judged = new Map(
      [...notes.all()].map(([id, { by, voids, bytes }]) => [
        id as DeviceId,
        { by, voids: new Set(voids), bytes },
      ]),
    )
  }
  reload()

  function put(deviceId: DeviceId, kept: Kept) {
    judged.set(deviceId, kept)
    notes.put(deviceId, { ...kept, voids: [...kept.voids] })
  }

  const lowest = (ends: readonly (number | undefined)[]): number | undefined => {
    const known = ends.filter((end) => end !== undefined)
    return known.length === 0 ? undefined : Math.min(...known)
  }
  const finalSeq = (deviceId: DeviceId) =>
    lowest([lastSeqOf(membership.state(), deviceId), provenEnd(deviceId)])
  const lastSeq = (deviceId: DeviceId) => lowest([finalSeq(deviceId), options.branchEnd(deviceId)])
  const markOf = (deviceId: DeviceId) =>
    `${lastSeq(deviceId) ?? '-'} ${authorityMark(membership.state(), deviceId)}`
  const roleOf = (header: EnvelopeHeader, seq: number) =>
    membership.device(header.deviceId) && writerRole(membership.state(), { ...header, seq })

  /** What a moderator may not do either is refused at the door, whoever wrote it. */
  function refusalOf(
    { deviceId, docId, kind: signedAs }: EnvelopeHeader,
    role: Role | undefined,
    read: () => Uint8Array | undefined,
  ): UpdateRefusal | undefined {
    const author = membership.device(deviceId)
    if (!role || !author) return 'the role may not write here'
    // Rule 16: all trust its maker with what others wrote.
    if (signedAs === 'snapshot' && !can(role).writeLog) return 'the role may not write here'
    if (can(role).moderate) return undefined
    const update = read()
    const kind = kindOf(docId)
    const checked = update && checkUpdate({ kind, update, deviceTag: author.tag, role })
    return checked && !checked.ok ? checked.error : undefined
  }

  function judgeEach(header: EnvelopeHeader, signed: SignedUpdates | undefined): Judgement {
    const voids: number[] = []
    let last: UpdateRefusal | undefined
    for (const seq of numbers(firstSeqOf(header), header.seq)) {
      const refusal = refusalOf(header, roleOf(header, seq), () => signed?.at(seq))
      if (refusal) voids.push(seq)
      last = refusal ?? last
    }
    return { voids, refusal: last }
  }

  function judge(header: EnvelopeHeader, open: () => SignedUpdates | undefined): Judgement {
    const { deviceId, seq } = header
    const first = firstSeqOf(header)
    if (options.isDropped(deviceId, seq)) return { voids: numbers(first, seq), refusal: DROPPED }
    const role = roleOf(header, seq)
    // Lowerings concern what comes behind some number: with one role at both ends it is one throughout.
    const isOne = first === seq || roleOf(header, first) === role
    if (!isOne) return judgeEach(header, open())
    const refusal = refusalOf(header, role, () => open()?.update)
    if (!refusal) return { voids: [] }
    return first === seq || !role
      ? { voids: numbers(first, seq), refusal }
      : judgeEach(header, open())
  }

  /** Those beyond the end of the device's chain too. */
  function withEnd(voids: readonly number[], header: EnvelopeHeader): readonly number[] {
    const end = lastSeq(header.deviceId)
    if (end === undefined || header.seq <= end) return voids
    const beyond = numbers(Math.max(firstSeqOf(header), end + 1), header.seq)
    return [...voids.filter((seq) => seq <= end), ...beyond]
  }

  function voidsOf({ bytes, seq }: StoredEnvelope): readonly number[] {
    const header = openHeader(bytes)
    if (!header) return [seq]
    const open = () => {
      const epoch = membership.epoch(header.epochId)
      return epoch && openSigned(bytes, header, epoch)
    }
    return withEnd(judge(header, open).voids, header)
  }

  /** The whole chain of a device, by what the log says now. */
  function judgeChain(deviceId: DeviceId, by: string, documents: Set<DocId>): Kept {
    const before = judged.get(deviceId)?.voids ?? new Set()
    const voids = new Set<number>()
    let bytes = 0
    for (let from = 1; ; ) {
      const rows = options.chain(deviceId, from, BATCH)
      for (const row of rows) {
        // What lies beneath a snapshot went with its verdict: it is as that has it.
        const found = isStub(row.bytes) ? kept(row, before) : voidsOf(row)
        for (const seq of found) voids.add(seq)
        if (found.length > 0) bytes += row.bytes.length
        if (numbers(firstOf(row), row.seq).some((seq) => voids.has(seq) !== before.has(seq)))
          documents.add(row.docId)
        from = row.seq + 1
      }
      if (rows.length < BATCH) return { by, voids, bytes }
    }
  }

  return {
    lastSeq,
    isOver(deviceId) {
      const end = finalSeq(deviceId)
      const have = options.chains.head(deviceId)?.seq ?? 0
      return end !== undefined && have >= end && options.branchEnd(deviceId) === undefined
    },
    cutBack(deviceId, seq) {
      const known = judged.get(deviceId)
      if (known)
        put(deviceId, { ...known, voids: new Set([...known.voids].filter((n) => n <= seq)) })
    },
    counts: (deviceId, seq) => !judged.get(deviceId)?.voids.has(seq),
    voidsIn(deviceId, first, last) {
      const voids = judged.get(deviceId)?.voids
      if (!voids || voids.size === 0) return []
      return numbers(first, last).filter((seq) => voids.has(seq))
    },
    judge(signed) {
      const { voids, refusal } = judge(signed.header, () => signed)
      return { voids: withEnd(voids, signed.header), refusal }
    },
    isOverVoid: (deviceId, bytes) => (judged.get(deviceId)?.bytes ?? 0) + bytes > MAX_VOID_BYTES,
    note(rows) {
      for (const [deviceId, ofDevice] of Map.groupBy(rows, ({ row }) => row.deviceId)) {
        const known = judged.get(deviceId)
        const fresh = ofDevice.filter(({ voids }) => voids.length > 0)
        if (known && fresh.length === 0) continue
        put(deviceId, {
          by: known?.by ?? markOf(deviceId),
          voids: new Set([...(known?.voids ?? []), ...fresh.flatMap((one) => one.voids)]),
          bytes: fresh.reduce((sum, { row }) => sum + row.bytes.length, known?.bytes ?? 0),
        })
      }
    },
    rejudge() {
      const documents = new Set<DocId>()
      const changed = new Map<DeviceId, Kept>()
      for (const { deviceId } of options.chains.heads()) {
        const by = markOf(deviceId)
        if (judged.get(deviceId)?.by !== by)
          changed.set(deviceId, judgeChain(deviceId, by, documents))
      }
      if (changed.size === 0) return undefined
      return {
        documents,
        adopt() {
          for (const [deviceId, kept] of changed) put(deviceId, kept)
        },
      }
    },
    reload,
  }
}

const kept = (row: StoredEnvelope, before: ReadonlySet<number>): readonly number[] =>
  numbers(firstOf(row), row.seq).filter((seq) => before.has(seq))

const numbers = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index)
