import type { Topic } from '../base/ids.ts'
import type { SeededRandom } from './seededRandom.ts'
import type { VirtualClock } from './virtualClock.ts'

export interface RelayedPayload {
  readonly from: string
  readonly topic: Topic
  readonly payload: Uint8Array
}

/** What the parts of a virtual network share. */
export interface NetworkContext {
  readonly clock: VirtualClock
  readonly random: SeededRandom
  readonly iceTimeoutMs: number | null
  reaches(from: string, to: string): boolean
  delay(): number
  /** How often a signaling payload arrives: 0 when it is lost. */
  copies(): number
  seen(payload: RelayedPayload): void
}
