import type { DeviceId, DocId } from '../../base/ids.ts'
import { checkUpdate, type DocumentKind, type UpdateRefusal } from '../../documents/index.ts'
import { authorityMark, can, lastSeqOf, writerRole } from '../../membership/index.ts'
import type { EnvelopeRow, StoredEnvelope } from '../../ports/index.ts'
import { type EnvelopeHeader, openHeader, openPayload } from '../../sync/index.ts'
import type { Chains } from './chains.ts'
import type { SealedNotes } from './sealedNotes.ts'
import type { SpaceMembership } from './spaceMembership.ts'

export interface VerdictsOptions {
  readonly membership: SpaceMembership
  readonly notes: SealedNotes<JudgedChain>
  readonly kindOf: (docId: DocId) => DocumentKind
  /** The last envelope of a device before it was proven to equivocate (rule 35). */
  readonly provenEnd: (deviceId: DeviceId) => number | undefined
  /** A person has chosen that it has no effect on this device (rule 13). */
  readonly isDropped: (deviceId: DeviceId, seq: number) => boolean
  readonly chains: Pick<Chains, 'heads'>
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
  counts(deviceId: DeviceId, seq: number): boolean
  /** Why an envelope is void; undefined where its author may do what it does. */
  refusalOf(header: EnvelopeHeader, update: Uint8Array): UpdateRefusal | 'dropped' | undefined
  /** Too much of this device is kept without counting. */
  isOverVoid(deviceId: DeviceId, bytes: number): boolean
  /** Inside the transaction that keeps these rows of judged envelopes. */
  note(rows: readonly { readonly row: EnvelopeRow; readonly isVoid: boolean }[]): void
  /** Judges the chains again about whose devices the log says something else now. */
  rejudge(): Rejudged | undefined
  /** After a transaction failed: reads the truth again. */
  reload(): void
}

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

  function lastSeq(deviceId: DeviceId): number | undefined {
    const ends = [lastSeqOf(membership.state(), deviceId), provenEnd(deviceId)]
    const known = ends.filter((end) => end !== undefined)
    return known.length === 0 ? undefined : Math.min(...known)
  }
  const markOf = (deviceId: DeviceId) =>
    `${lastSeq(deviceId) ?? '-'} ${authorityMark(membership.state(), deviceId)}`
  const isBeyond = (end: number | undefined, seq: number) => end !== undefined && seq > end

  function refusalOf(
    header: EnvelopeHeader,
    read: () => Uint8Array | undefined,
  ): UpdateRefusal | 'dropped' | undefined {
    const { deviceId, docId } = header
    if (options.isDropped(deviceId, header.seq)) return 'dropped'
    const author = membership.device(deviceId)
    const role = author && writerRole(membership.state(), header)
    if (!role) return 'the role may not write here'
    // What a moderator may not do either is refused at the door, whoever wrote it.
    if (can(role).moderate) return undefined
    const update = read()
    const kind = kindOf(docId)
    const checked = update && checkUpdate({ kind, update, deviceTag: author.tag, role })
    return checked && !checked.ok ? checked.error : undefined
  }

  function isRefused(bytes: Uint8Array, header: EnvelopeHeader): boolean {
    const read = () => {
      const epoch = membership.epoch(header.epochId)
      return epoch && openPayload(bytes, header, epoch)
    }
    return refusalOf(header, read) !== undefined
  }

  /** The whole chain of a device, by what the log says now. */
  function judgeChain(deviceId: DeviceId, by: string, documents: Set<DocId>): Kept {
    const before = judged.get(deviceId)?.voids ?? new Set()
    const end = lastSeq(deviceId)
    const voids = new Set<number>()
    let bytes = 0
    for (let from = 1; ; from += BATCH) {
      const rows = options.chain(deviceId, from, BATCH)
      for (const row of rows) {
        const header = openHeader(row.bytes)
        const isVoid = !header || isBeyond(end, row.seq) || isRefused(row.bytes, header)
        if (isVoid) {
          voids.add(row.seq)
          bytes += row.bytes.length
        }
        if (isVoid !== before.has(row.seq)) documents.add(row.docId)
      }
      if (rows.length < BATCH) return { by, voids, bytes }
    }
  }

  return {
    lastSeq,
    counts: (deviceId, seq) => !judged.get(deviceId)?.voids.has(seq),
    refusalOf: (header, update) => refusalOf(header, () => update),
    isOverVoid: (deviceId, bytes) => (judged.get(deviceId)?.bytes ?? 0) + bytes > MAX_VOID_BYTES,
    note(rows) {
      for (const [deviceId, ofDevice] of Map.groupBy(rows, ({ row }) => row.deviceId)) {
        const known = judged.get(deviceId)
        const fresh = ofDevice.filter(({ isVoid }) => isVoid)
        if (known && fresh.length === 0) continue
        put(deviceId, {
          by: known?.by ?? markOf(deviceId),
          voids: new Set([...(known?.voids ?? []), ...fresh.map(({ row }) => row.seq)]),
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
