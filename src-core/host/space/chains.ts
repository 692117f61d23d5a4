import type { DeviceId, EntryHash, SpaceId } from '../../base/ids.ts'
import type { DeviceHead, EnvelopeRow, Storage, StoredEnvelope } from '../../ports/index.ts'
import { keptLogHeads } from './keptLogHeads.ts'

/** The accepted envelopes of every device, each a chain without gaps (rule 12). */
export interface Chains {
  head(deviceId: DeviceId): DeviceHead | undefined
  /** Of every device, also of those whose last envelopes count no more. */
  heads(): readonly DeviceHead[]
  /** What others are told: up to the last envelope that counts (rule 15). */
  frontiers(): readonly DeviceHead[]
  /** The last envelope of a device that counts, where there is an end. */
  endOf(deviceId: DeviceId): number | undefined
  /** Where the author of the newest envelope stood in the log; none at the beginning. */
  logHeads(deviceId: DeviceId): readonly EntryHash[]
  /** Kept envelopes in order, as far as they are told; a segment may begin before and end behind. */
  told(deviceId: DeviceId, fromSeq: number, limit: number): readonly StoredEnvelope[]
  /** The one kept under this number, or the segment around it; undefined too where it is told no more. */
  at(deviceId: DeviceId, seq: number): StoredEnvelope | undefined
  /** Hash of the envelope under this number, where one of that number is kept or a segment ends there. */
  hashAt(deviceId: DeviceId, seq: number): string | undefined
  /** Inside a transaction: writes the row, a segment in the place of what it stands for; its position. */
  append(row: EnvelopeRow): number
  /** Inside a transaction: takes a device's envelopes behind `seq` away, and returns them. */
  cutBack(deviceId: DeviceId, seq: number): readonly StoredEnvelope[]
  /** After a transaction failed: reads the truth again. */
  reload(): void
}

/**
 * `lastSeq`: the last envelope of a device that counts, where there is an end. `endHash`: its hash as the log
 * names it, for an end within a segment.
 */
export function createChains(
  spaceId: SpaceId,
  storage: Storage,
  lastSeq: (deviceId: DeviceId) => number | undefined = () => undefined,
  endHash: (deviceId: DeviceId, seq: number) => string | undefined = () => undefined,
): Chains {
  const { envelopes } = storage
  let heads = new Map<DeviceId, DeviceHead>()
  const positions = new Map<DeviceId, { hash: string; logHeads: readonly EntryHash[] }>()
  const ends = new Map<string, DeviceHead | undefined>()
  const reload = () => {
    heads = new Map(envelopes.heads(spaceId).map((head) => [head.deviceId, head]))
    ends.clear()
  }
  reload()

  function told(deviceId: DeviceId, fromSeq: number, limit: number) {
    const end = lastSeq(deviceId) ?? Number.MAX_SAFE_INTEGER
    if (fromSeq > end) return []
    const most = Math.min(limit, end - fromSeq + 1)
    const rows = envelopes.ofDevice(spaceId, deviceId, fromSeq, most)
    return rows.filter((row) => firstOf(row) <= end)
  }
  const at = (deviceId: DeviceId, seq: number) => {
    const [row] = told(deviceId, seq, 1)
    return row && firstOf(row) <= seq ? row : undefined
  }
  const hashAt = (deviceId: DeviceId, seq: number) => {
    const row = at(deviceId, seq)
    return row?.seq === seq ? row.hash : undefined
  }
  function toldHead(head: DeviceHead): DeviceHead | undefined {
    const { deviceId } = head
    const end = lastSeq(deviceId)
    if (end === undefined || head.seq <= end) return head
    const key = `${deviceId} ${end}`
    if (!ends.has(key)) {
      const row = at(deviceId, end)
      const hash = hashAt(deviceId, end) ?? endHash(deviceId, end) ?? row?.hash
      ends.set(key, row && hash ? { deviceId, seq: end, hash } : undefined)
    }
    return ends.get(key)
  }

  return {
    head: (deviceId) => heads.get(deviceId),
    heads: () => [...heads.values()],
    frontiers: () => [...heads.values()].flatMap((head) => toldHead(head) ?? []),
    endOf: lastSeq,
    logHeads(deviceId) {
      const head = heads.get(deviceId)
      if (!head) return []
      const known = positions.get(deviceId)
      if (known?.hash === head.hash) return known.logHeads
      const [row] = envelopes.ofDevice(spaceId, deviceId, head.seq, 1)
      const logHeads = row ? keptLogHeads(row.bytes) : []
      positions.set(deviceId, { hash: head.hash, logHeads })
      return logHeads
    },
    told,
    at,
    hashAt,
    append(row) {
      const isSegment = row.firstSeq !== undefined
      const position = isSegment ? envelopes.replace(spaceId, row) : envelopes.append(spaceId, row)
      const { deviceId, seq, hash } = row
      // A batch is written document by document: what comes last need not be the newest.
      if (seq > (heads.get(deviceId)?.seq ?? 0)) heads.set(deviceId, { deviceId, seq, hash })
      return position
    },
    cutBack(deviceId, seq) {
      const rows = envelopes.ofDevice(spaceId, deviceId, seq + 1, 1_000_000)
      envelopes.cutBack(spaceId, deviceId, seq)
      reload()
      return rows
    },
    reload,
  }
}

/** The first envelope that a row stands for. */
export const firstOf = ({ firstSeq, seq }: Pick<EnvelopeRow, 'firstSeq' | 'seq'>): number =>
  firstSeq ?? seq
