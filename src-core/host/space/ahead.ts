import type { DeviceId, EntryHash } from '../../base/ids.ts'
import type { Vouching } from './snapshotTypes.ts'

/** What the envelopes of a batch that come first lead to, before they are written. */
export interface Ahead {
  readonly heads: Map<DeviceId, AheadHead>
  /** By document and client: the clock that its next struct must have. */
  readonly clocks: Map<string, number>
  /** Snapshots beneath which stubs of this batch lie. */
  readonly beneath: Vouching[]
}
interface AheadHead {
  readonly seq: number
  readonly hash: string
  readonly logHeads: readonly EntryHash[]
}
export const nothingAhead = (): Ahead => ({
  heads: new Map(),
  clocks: new Map(),
  beneath: [],
})
