import type { DeviceId, SpaceId } from '../../base/ids.ts'
import type { EnvelopeRow, Storage } from '../../ports/index.ts'

export interface HeldEnvelopes {
  /** Beyond the limits it is dropped, and asked for again later. `isKnown`: the log knows its author. */
  hold(rows: readonly { readonly row: EnvelopeRow; readonly isKnown: boolean }[]): void
  /** Devices of which something waits. */
  devices(): readonly DeviceId[]
  /** What waits under this number; whatever is before it has no further use and goes. */
  next(deviceId: DeviceId, seq: number): EnvelopeRow | undefined
  release(deviceId: DeviceId, seq: number): void
  readonly bytes: number
}

/** Envelopes of one device that wait for earlier ones, bytes (rule 15). */
const MAX_OF_DEVICE = 8 * 1024 * 1024
/**
 * Nobody's signature vouches for an author that the log does not know, and anyone can invent authors: they
 * share one device's room. A Space has not more than so much room for all.
 */
const MAX_OF_UNKNOWN = MAX_OF_DEVICE
const MAX_OF_ALL = 64 * 1024 * 1024

/** Envelopes that came before what they build on. Sizes are counted in memory: what waits lies on disk. */
export function createHeldEnvelopes(spaceId: SpaceId, storage: Storage): HeldEnvelopes {
  const { envelopes } = storage
  const sizes = new Map<DeviceId, Map<number, number>>()
  const unknown = new Set<DeviceId>()

  const sum = (of: ReadonlyMap<number, number> | undefined) =>
    [...(of?.values() ?? [])].reduce((total, size) => total + size, 0)
  const all = () => [...sizes.values()].reduce((total, of) => total + sum(of), 0)
  const ofUnknown = () =>
    [...unknown].reduce((total, deviceId) => total + sum(sizes.get(deviceId)), 0)

  function remember({ deviceId, seq, bytes }: EnvelopeRow) {
    sizes.set(deviceId, (sizes.get(deviceId) ?? new Map<number, number>()).set(seq, bytes.length))
  }
  function forget(deviceId: DeviceId, seq: number) {
    envelopes.release(spaceId, deviceId, seq)
    const of = sizes.get(deviceId)
    of?.delete(seq)
    if (of?.size === 0) sizes.delete(deviceId)
    if (!sizes.has(deviceId)) unknown.delete(deviceId)
  }
  for (const row of envelopes.held(spaceId)) remember(row)

  const fits = ({ deviceId, bytes }: EnvelopeRow, isKnown: boolean) =>
    sum(sizes.get(deviceId)) + bytes.length <= MAX_OF_DEVICE &&
    all() + bytes.length <= MAX_OF_ALL &&
    (isKnown || ofUnknown() + bytes.length <= MAX_OF_UNKNOWN)

  return {
    hold(rows) {
      if (rows.length === 0) return
      storage.transaction(() => {
        for (const { row, isKnown } of rows) {
          if (isKnown) unknown.delete(row.deviceId)
          if (!fits(row, isKnown)) continue
          envelopes.hold(spaceId, row)
          remember(row)
          if (!isKnown) unknown.add(row.deviceId)
        }
      })
    },
    devices: () => [...sizes.keys()],
    next(deviceId, seq) {
      for (const old of sizes.get(deviceId)?.keys() ?? []) if (old < seq) forget(deviceId, old)
      return sizes.get(deviceId)?.has(seq) ? envelopes.heldAt(spaceId, deviceId, seq) : undefined
    },
    release: forget,
    get bytes() {
      return all()
    },
  }
}
