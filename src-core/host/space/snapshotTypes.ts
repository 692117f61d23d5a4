import type { DeviceId, DocId } from '../../base/ids.ts'
import type { Covered } from '../../documents/snapshots/index.ts'

/** Why one is refused that may be honest: a device that it covers signed two things, and here is the other one. */
export const OTHER_BRANCH = 'covers another branch than the one here'

/** Where a snapshot lies, and what has become of it; kept by the hash of its last part's envelope. */
export interface NotedSnapshot {
  readonly docId: DocId
  readonly deviceId: DeviceId
  /** Of its last part. */
  readonly seq: number
  readonly count: number
  /**
   * `waiting`: for what it covers. `refused`: it is none, or says something else than what lies here; then
   * `reason` tells.
   */
  readonly state: 'waiting' | 'inEffect' | 'refused'
  readonly reason?: string
  /** Since when it is in effect here, or refused; ms since 1970. */
  readonly at?: number
  /** Something that it covers is not here any more, or never was: there is nothing but it. */
  readonly isRelied?: boolean
}

/** A snapshot that a document begins with. */
export interface Base {
  readonly state: Uint8Array
  covers(deviceId: DeviceId, seq: number): boolean
}

export interface InEffect {
  readonly hash: string
  readonly noted: NotedSnapshot
  readonly name: string
  readonly generation: number
  readonly erases: boolean
  readonly covered: readonly Covered[]
}

/** A snapshot on whose word stubs are taken. */
export type Vouching = Pick<InEffect, 'hash' | 'noted' | 'covered'>
