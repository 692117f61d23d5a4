import type { DeviceId, DocId } from '../../base/ids.ts'
import { openSnapshot, type Snapshot, type SnapshotPart } from '../../documents/snapshots/index.ts'
import type { EnvelopeRow } from '../../ports/index.ts'

/** A snapshot that came before its place in its maker's chain was reached. */
export interface OfferedSnapshot {
  /** Of its last part's envelope. */
  readonly hash: string
  readonly docId: DocId
  readonly deviceId: DeviceId
  /** Of its last part. */
  readonly seq: number
  readonly count: number
  readonly snapshot: Snapshot
}

export interface OfferedSnapshots {
  /** A part that its maker signed and may sign; with the last that was missing it is whole. */
  put(row: EnvelopeRow, part: SnapshotPart): OfferedSnapshot | undefined
  get(hash: string): OfferedSnapshot | undefined
  of(docId: DocId): readonly OfferedSnapshot[]
  forget(hash: string): void
}

interface Kept {
  readonly row: EnvelopeRow
  readonly part: SnapshotPart
}

/** Of parts and wholes; what came first goes first, and comes again with who needs it. */
const MAX_BYTES = 96 * 1024 * 1024

/** In memory only: whoever told them tells them again on the next link. */
export function createOfferedSnapshots(): OfferedSnapshots {
  const parts = new Map<string, Kept>()
  const whole = new Map<string, OfferedSnapshot>()
  const keyOf = (deviceId: DeviceId, seq: number) => `${deviceId} ${seq}`

  function makeRoom(bytes: number) {
    const all = [...parts.values()].reduce((sum, { part }) => sum + part.piece.length, bytes)
    let over = [...whole.values()].reduce((sum, one) => sum + one.snapshot.state.length, all)
    for (const [key, { part }] of parts) {
      if (over <= MAX_BYTES) return
      parts.delete(key)
      over -= part.piece.length
    }
    for (const [hash, { snapshot }] of whole) {
      if (over <= MAX_BYTES) return
      whole.delete(hash)
      over -= snapshot.state.length
    }
  }

  /** Those of the snapshot that this one belongs to, from the first on as far as they are here. */
  function around({ row, part }: Kept): Kept[] {
    const first = row.seq - part.index
    return Array.from({ length: part.count }, (_, index) =>
      parts.get(keyOf(row.deviceId, first + index)),
    ).filter((one) => one !== undefined)
  }

  return {
    put(row, part) {
      makeRoom(part.piece.length)
      const kept = { row, part }
      parts.set(keyOf(row.deviceId, row.seq), kept)
      const all = around(kept)
      const last = all.at(-1)
      const snapshot = openSnapshot(all.map((one) => one.part))
      if (!last || !snapshot) return undefined
      for (const one of all) parts.delete(keyOf(one.row.deviceId, one.row.seq))
      const { docId, deviceId, seq, hash } = last.row
      const offered = { hash, docId, deviceId, seq, count: part.count, snapshot }
      whole.set(hash, offered)
      return offered
    },
    get: (hash) => whole.get(hash),
    of: (docId) => [...whole.values()].filter((one) => one.docId === docId),
    forget: (hash) => void whole.delete(hash),
  }
}
