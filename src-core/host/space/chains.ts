import type { DeviceId, SpaceId } from '../../base/ids.ts'
import type { DeviceHead, EnvelopeRow, Storage } from '../../ports/index.ts'

/** The accepted envelopes of every device, each a chain without gaps (rule 12). */
export interface Chains {
  head(deviceId: DeviceId): DeviceHead | undefined
  frontiers(): readonly DeviceHead[]
  /** Inside a transaction: writes the row and returns its position. */
  append(row: EnvelopeRow): number
  /** After a transaction failed: reads the truth again. */
  reload(): void
}

export function createChains(spaceId: SpaceId, storage: Storage): Chains {
  let heads = new Map<DeviceId, DeviceHead>()
  const reload = () => {
    heads = new Map(storage.envelopes.heads(spaceId).map((head) => [head.deviceId, head]))
  }
  reload()
  return {
    head: (deviceId) => heads.get(deviceId),
    frontiers: () => [...heads.values()],
    append(row) {
      const position = storage.envelopes.append(spaceId, row)
      heads.set(row.deviceId, { deviceId: row.deviceId, seq: row.seq, hash: row.hash })
      return position
    },
    reload,
  }
}
