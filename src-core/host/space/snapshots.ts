import type { DeviceId, DocId, SpaceId } from '../../base/ids.ts'
import { inOneTurn, type Steps } from '../../base/steps.ts'
import {
  type CoveredRun,
  coversAll,
  hasRun,
  isWithin,
  openSnapshot,
  type Snapshot,
  type SnapshotPart,
} from '../../documents/snapshots/index.ts'
import type { EnvelopeRow, Storage } from '../../ports/index.ts'
import { isStub, openHeader, type Stub } from '../../sync/index.ts'
import { clocksOf } from './clocksOf.ts'
import { createOfferedSnapshots } from './offeredSnapshots.ts'
import type { SealedNotes } from './sealedNotes.ts'
import { openSigned, type SignedUpdates } from './signedUpdates.ts'
import type { Base, InEffect, NotedSnapshot, Vouching } from './snapshotTypes.ts'
import type { SpaceMembership } from './spaceMembership.ts'
import type { Verdicts } from './verdicts.ts'

export interface SnapshotsOptions {
  readonly spaceId: SpaceId
  readonly storage: Storage
  readonly notes: SealedNotes<NotedSnapshot>
  readonly membership: Pick<SpaceMembership, 'epoch'>
  readonly verdicts: Pick<Verdicts, 'lastSeq' | 'voidsIn' | 'judge'>
}

/** The signed snapshots of a Space's documents, as their makers' chains hold them (rule 16). */
export interface Snapshots {
  /** Inside the transaction that keeps it: a part has come, and with the last one the snapshot. */
  keep(row: EnvelopeRow, part: SnapshotPart): void
  /** A part whose signature was checked, of a chain that is not known so far. */
  offer(row: EnvelopeRow, signed: SignedUpdates): void
  /** Those that wait, or are refused, by hash. */
  pending(state: 'waiting' | 'refused'): ReadonlyMap<string, NotedSnapshot>
  /** Undefined where its parts are not those of one snapshot. */
  open(noted: NotedSnapshot): Steps<Snapshot | undefined>
  /** The first is covered by the second. */
  isPartOf(hash: string, other: string): boolean
  /** Its parts went beneath another one: nobody can tell any more what it said. */
  isGone(noted: NotedSnapshot): boolean
  /** The log lets its maker make it, or there is nothing else any more. */
  counts(noted: NotedSnapshot): boolean
  /** The log lets its maker make it: newcomers are given it. */
  isAllowed(noted: NotedSnapshot): boolean
  /** Inside a transaction. */
  put(hash: string, change: Pick<NotedSnapshot, 'state' | 'reason' | 'at'>): void
  /** Those in effect, in the order in which a document is made of them; `also`: with one that is not yet. */
  bases(docId: DocId, also?: string): readonly Base[]
  /** The same, without their states. */
  inEffect(docId: DocId): readonly InEffect[]
  /** Beneath which something may go: those in effect, and what they cover whole, each with the one that stands for it. */
  standing(docId: DocId): readonly { readonly one: InEffect; readonly by: InEffect }[]
  /** One that did not know of an erasing one, and lies beneath none: it may hold what was to be erased. */
  hasUnaware(docId: DocId): boolean
  /** Documents that have any. */
  documents(): ReadonlySet<DocId>
  /**
   * The one by which a stub stands for what it says; undefined where none of those that are known does. `orRefused`: also
   * one that says something else than what is here, which another branch may take the place of.
   */
  vouching(stub: Stub, orRefused?: boolean): Vouching | undefined
  /** Which of a device's numbers lie beneath snapshots in effect. */
  covering(docId: DocId, deviceId: DeviceId): (seq: number) => boolean
  /** Runs of a device that snapshots cover which are refused here, and none that is not. */
  refusedRuns(deviceId: DeviceId): readonly CoveredRun[]
  /** Another number whenever something has become of one. */
  revision(): number
  /** Inside a transaction: what lay beneath it is here no more, or never was. */
  relyOn(vouching: Vouching): void
  /**
   * The clock that a snapshot gives a client's next struct, where its state is relied on and not in effect yet:
   * 0 for none, undefined where that cannot be told now. `ahead`: those that will be relied on in a moment.
   */
  clockBehind(
    place: { readonly docId: DocId; readonly deviceId: DeviceId; readonly seq: number },
    client: number,
    ahead: readonly Vouching[],
  ): number | undefined
  /** Its parts, for those who are told stubs. */
  parts(vouching: Vouching): readonly Uint8Array[]
  /** All of this document, whatever has become of them. */
  noted(docId: DocId): readonly NotedSnapshot[]
  /** What the next one of this document builds on: of those in effect the first. */
  newest(docId: DocId): { readonly name: string; readonly generation: number } | undefined
  /** After a transaction failed: reads the truth again. */
  reload(): void
}

/** Some 5 ms of opening. */
const PARTS_A_STEP = 8

export function createSnapshots(options: SnapshotsOptions): Snapshots {
  const { spaceId, storage, notes, membership, verdicts } = options
  let known = new Map(notes.all())
  const offered = createOfferedSnapshots()
  /** What they cover: asked for a lot, and opening one takes a while. */
  const heads = new Map<string, Omit<InEffect, 'noted' | 'hash'>>()
  const clocks = new Map<string, ReadonlyMap<number, number>>()
  const reload = () => {
    known = new Map(notes.all())
    heads.clear()
    revision++
  }
  const firstOf = ({ seq, count }: NotedSnapshot) => seq - count + 1
  let revision = 0
  function note(hash: string, noted: NotedSnapshot) {
    notes.put(hash, noted)
    known.set(hash, noted)
    revision++
  }

  function isPartOf(hash: string, other: string): boolean {
    const [one, over] = [known.get(hash), known.get(other)]
    const covered = (over && headOf(other, over)?.covered) ?? []
    return one !== undefined && hasNumber(covered, one.deviceId, one.seq)
  }

  const rowsOf = (noted: NotedSnapshot) =>
    storage.envelopes.ofDevice(spaceId, noted.deviceId, firstOf(noted), noted.count)
  function partOf(row: EnvelopeRow, { docId }: NotedSnapshot): SnapshotPart | undefined {
    const header = row.docId === docId ? openHeader(row.bytes) : undefined
    const epoch = header && membership.epoch(header.epochId)
    return header && epoch && openSigned(row.bytes, header, epoch)?.part
  }
  function* partsOf(noted: NotedSnapshot): Steps<readonly SnapshotPart[]> {
    const parts: SnapshotPart[] = []
    for (const [index, row] of rowsOf(noted).entries()) {
      if (index % PARTS_A_STEP === PARTS_A_STEP - 1) yield
      const part = partOf(row, noted)
      if (part) parts.push(part)
    }
    return parts
  }

  /** By the log, as far as its maker's chain is known. */
  function isAllowed(noted: NotedSnapshot): boolean {
    const end = verdicts.lastSeq(noted.deviceId) ?? noted.seq
    return (
      noted.seq <= end && verdicts.voidsIn(noted.deviceId, firstOf(noted), noted.seq).length === 0
    )
  }
  const counts = (noted: NotedSnapshot) => noted.isRelied === true || isAllowed(noted)

  function headOf(
    hash: string,
    noted: NotedSnapshot,
  ): Omit<InEffect, 'noted' | 'hash'> | undefined {
    const found = heads.get(hash)
    if (found) return found
    const parts = inOneTurn(partsOf(noted))
    const snapshot = openSnapshot(parts)
    if (!snapshot || !parts[0]) return undefined
    const { covered, generation, erases } = snapshot
    const head = { name: parts[0].name, covered, generation, erases }
    heads.set(hash, head)
    return head
  }

  function tookEffect(docId: DocId, also?: string): readonly InEffect[] {
    return [...known].flatMap(([hash, noted]): InEffect[] => {
      const isOne = noted.state === 'inEffect' || hash === also
      const isIt = noted.docId === docId && isOne && counts(noted)
      const head = isIt ? headOf(hash, noted) : undefined
      return head ? [{ hash, noted, ...head }] : []
    })
  }

  /** What a later one covers whole is in that one. */
  function latest(all: readonly InEffect[]): readonly InEffect[] {
    const isOver = (one: InEffect) => all.some((other) => other !== one && holds(other, one))
    return all.filter((one) => !isOver(one)).sort(byPrecedence)
  }
  const inEffect = (docId: DocId, also?: string) => latest(tookEffect(docId, also))

  /** Whether they count is not asked: that hangs on the chains of their makers. */
  const notRefused = (docId: DocId) =>
    [...known].flatMap(([hash, noted]) => {
      const isIt = noted.docId === docId && noted.state !== 'refused'
      const head = isIt ? headOf(hash, noted) : undefined
      return head ? [head.covered] : []
    })

  /** The state too, of those that a stub may rely on. */
  const candidates = (docId: DocId, orRefused: boolean): Vouching[] => [
    ...[...known].flatMap(([hash, noted]): Vouching[] => {
      const mayBe = orRefused || noted.state !== 'refused'
      const isIt = noted.docId === docId && mayBe && isAllowed(noted)
      const head = isIt ? headOf(hash, noted) : undefined
      return head ? [{ hash, noted, covered: head.covered }] : []
    }),
    ...offered.of(docId).map(({ hash, snapshot, ...place }) => ({
      ...{ hash, covered: snapshot.covered },
      noted: { ...place, state: 'waiting' as const },
    })),
  ]

  function* open(noted: NotedSnapshot): Steps<Snapshot | undefined> {
    return openSnapshot(yield* partsOf(noted))
  }
  const openNow = (noted: NotedSnapshot) => inOneTurn(open(noted))
  function clocksIn(hash: string, noted: NotedSnapshot) {
    const found = clocks.get(hash)
    if (found) return found
    const snapshot = offered.get(hash)?.snapshot ?? openNow(noted)
    const read = snapshot && { clocks: clocksOf(snapshot.state), covered: snapshot.covered }
    if (read) clocks.set(hash, read.clocks)
    return read?.clocks
  }
  const coveredIn = (hash: string, noted: NotedSnapshot) =>
    offered.get(hash)?.snapshot.covered ?? headOf(hash, noted)?.covered

  return {
    keep({ docId, deviceId, seq, hash }, { index, count }) {
      if (index !== count - 1) return
      const before = known.get(hash)
      const place = { docId, deviceId, seq, count, state: 'waiting' as const }
      note(hash, before?.isRelied ? { ...place, isRelied: true } : place)
      offered.forget(hash)
    },
    offer(row, signed) {
      const { voids } = verdicts.judge(signed)
      if (signed.part && voids.length === 0) offered.put(row, signed.part)
    },
    pending: (state) => new Map([...known].filter(([, noted]) => noted.state === state)),
    open,
    isPartOf,
    isGone: (noted) => rowsOf(noted).some(({ bytes }) => isStub(bytes)),
    counts,
    isAllowed,
    put(hash, change) {
      const noted = known.get(hash)
      if (noted) note(hash, { ...noted, ...change })
    },
    bases: (docId, also) =>
      inEffect(docId, also).flatMap(({ noted, covered }): Base[] => {
        const state = openNow(noted)?.state
        return state
          ? [{ state, covers: (deviceId, seq) => hasNumber(covered, deviceId, seq) }]
          : []
      }),
    inEffect: (docId) => inEffect(docId),
    standing(docId) {
      const all = tookEffect(docId)
      const last = latest(all)
      return all.flatMap((one) => {
        const by = last.find((other) => other === one || holds(other, one))
        return by ? [{ one, by }] : []
      })
    },
    hasUnaware(docId) {
      const erasing = tookEffect(docId).filter(({ erases }) => erases)
      return [...known].some(
        ([hash, noted]) =>
          noted.docId === docId &&
          erasing.some((one) => one.hash !== hash && !isPartOf(one.hash, hash)) &&
          !erasing.some((one) => one.hash !== hash && isPartOf(hash, one.hash)),
      )
    },
    documents: () => new Set([...known.values()].map(({ docId }) => docId)),
    vouching: ({ docId, deviceId, firstSeq, seq, before, hash }, orRefused = false) =>
      candidates(docId, orRefused).find(({ covered }) =>
        hasRun(runsIn(covered, deviceId), { first: firstSeq, last: seq, before, hash }),
      ),
    covering(docId, deviceId) {
      const all = inEffect(docId).map(({ covered }) => runsIn(covered, deviceId))
      return (seq) => all.some((runs) => isWithin(runs, seq, seq))
    },
    refusedRuns: (deviceId) =>
      [...known].flatMap(([hash, noted]) => {
        if (noted.state !== 'refused') return []
        const runs = runsIn(headOf(hash, noted)?.covered ?? [], deviceId)
        const others = runs.length === 0 ? [] : notRefused(noted.docId)
        return runs.filter((run) => !others.some((one) => hasRun(runsIn(one, deviceId), run)))
      }),
    revision: () => revision,
    relyOn({ hash, noted }) {
      const now = known.get(hash) ?? noted
      if (!now.isRelied) note(hash, { ...now, isRelied: true })
    },
    clockBehind({ docId, deviceId, seq }, client, ahead) {
      let highest = 0
      const relied = [...known].filter(([, { isRelied }]) => isRelied)
      const soon = ahead.map(({ hash, noted }) => [hash, known.get(hash) ?? noted] as const)
      for (const [hash, noted] of [...relied, ...soon]) {
        if (noted.docId !== docId || noted.state !== 'waiting') continue
        const runs = coveredIn(hash, noted)?.find((one) => one.deviceId === deviceId)?.runs
        const read = clocksIn(hash, noted)
        if (!read) return undefined
        const isBehind = seq > (runs?.at(-1)?.last ?? Number.POSITIVE_INFINITY)
        if (isBehind) highest = Math.max(highest, read.get(client) ?? 0)
      }
      return highest
    },
    noted: (docId) => [...known.values()].filter((noted) => noted.docId === docId),
    parts: ({ noted }) => rowsOf(noted).map(({ bytes }) => bytes),
    newest(docId) {
      const [first] = inEffect(docId)
      return first && { name: first.name, generation: first.generation }
    },
    reload,
  }
}

const runsIn = (covered: Snapshot['covered'], deviceId: DeviceId): readonly CoveredRun[] =>
  covered.find((one) => one.deviceId === deviceId)?.runs ?? []

const hasNumber = (covered: Snapshot['covered'], deviceId: DeviceId, seq: number): boolean =>
  isWithin(runsIn(covered, deviceId), seq, seq)

/** Everything that the other one covers, and that one itself. */
function holds({ covered }: InEffect, { noted, covered: other }: InEffect): boolean {
  const { deviceId, seq, count } = noted
  return isWithin(runsIn(covered, deviceId), seq - count + 1, seq) && coversAll(covered, other)
}

const byPrecedence = (a: InEffect, b: InEffect): number =>
  b.generation - a.generation || (a.name < b.name ? -1 : 1)
