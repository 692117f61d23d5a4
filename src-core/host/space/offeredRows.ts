import type { DeviceId } from '../../base/ids.ts'
import type { EnvelopeRow } from '../../ports/index.ts'
import { isStub } from '../../sync/index.ts'
import { firstOf } from './chains.ts'

/** Envelopes of one device in a row, which follow on its number `after`. */
export interface Branch {
  readonly deviceId: DeviceId
  readonly after: number
  readonly rows: readonly EnvelopeRow[]
}

type Traced =
  | { readonly type: 'whole'; readonly branch: Branch }
  /** `seq`: the last that has not come. */
  | { readonly type: 'part'; readonly seq: number }

/** In memory only: others are asked again. */
export interface OfferedRows {
  put(row: EnvelopeRow, prev: string | null): void
  devices(): ReadonlySet<DeviceId>
  /** From an envelope back to where `hashAt` has what the one before says. */
  trace(
    deviceId: DeviceId,
    from: { readonly seq: number; readonly hash: string },
    hashAt: (seq: number) => string | undefined,
  ): Traced
  forget(deviceId: DeviceId): void
}

/** Of one device, bytes: what waits for it at most has half of this. */
const MAX_BYTES = 16 * 1024 * 1024

interface Offered {
  readonly row: EnvelopeRow
  readonly prev: string | null
}

export function createOfferedRows(): OfferedRows {
  const offered = new Map<DeviceId, Map<string, Offered>>()

  return {
    put(row, prev) {
      const of = offered.get(row.deviceId) ?? new Map<string, Offered>()
      // What was signed says more than what was told in its place.
      if (isStub(row.bytes) && of.has(row.hash)) return
      const size = [...of.values()].reduce((sum, one) => sum + one.row.bytes.length, 0)
      if (size + row.bytes.length > MAX_BYTES) of.clear()
      offered.set(row.deviceId, of.set(row.hash, { row, prev }))
    },
    devices: () => new Set(offered.keys()),
    trace(deviceId, from, hashAt) {
      const rows: EnvelopeRow[] = []
      let { seq, hash }: { seq: number; hash: string | null } = from
      for (;;) {
        if (hash === null || hashAt(seq) === hash)
          return { type: 'whole', branch: { deviceId, after: seq, rows: rows.toReversed() } }
        const found: Offered | undefined = offered.get(deviceId)?.get(hash)
        // A segment says itself on which hash its chain goes on: under another number it is not the one.
        if (!found || found.row.seq !== seq) return { type: 'part', seq }
        rows.push(found.row)
        seq = firstOf(found.row) - 1
        hash = found.prev
      }
    },
    forget: (deviceId) => void offered.delete(deviceId),
  }
}
