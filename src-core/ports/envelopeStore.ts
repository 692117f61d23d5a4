import type { DeviceId, DocId, SpaceId } from '../base/ids.ts'

export interface EnvelopeRow {
  readonly docId: DocId
  readonly deviceId: DeviceId
  readonly seq: number
  /** Of a segment: the first envelope it stands for, `seq` being the last. */
  readonly firstSeq?: number
  /** 43 characters: BLAKE2b-256 of `bytes`; of a segment that of the last envelope it stands for. */
  readonly hash: string
  readonly bytes: Uint8Array
}

export interface StoredEnvelope extends EnvelopeRow {
  /** Grows with every envelope accepted on this device; a checkpoint says how far it reaches. */
  readonly position: number
}

export interface DeviceHead {
  readonly deviceId: DeviceId
  readonly seq: number
  readonly hash: string
}

export interface EnvelopeStore {
  /** Returns the position. The caller has checked that `seq` follows the device's head. */
  append(spaceId: SpaceId, row: EnvelopeRow): number
  /**
   * Puts a segment in the place of the envelopes it stands for, as far as they are here, and returns its
   * position: that of the last of them, or a new one where that is not here.
   */
  replace(spaceId: SpaceId, segment: EnvelopeRow): number
  /** The same with a stub, and what it stands for goes from the disk's log too. */
  prune(spaceId: SpaceId, stub: EnvelopeRow): number
  /** Takes a device's envelopes behind `seq` away, which no segment spans: its head is the one before again. */
  cutBack(spaceId: SpaceId, deviceId: DeviceId, seq: number): void
  /** The last accepted envelope of each device. */
  heads(spaceId: SpaceId): readonly DeviceHead[]
  /** Envelopes of one device that reach `fromSeq` or beyond, at most `limit`, in order. */
  ofDevice(
    spaceId: SpaceId,
    deviceId: DeviceId,
    fromSeq: number,
    limit: number,
  ): readonly StoredEnvelope[]
  /** Envelopes of one document after `position`, at most `limit`, in order of position. */
  ofDocument(
    spaceId: SpaceId,
    docId: DocId,
    afterPosition: number,
    limit: number,
  ): readonly StoredEnvelope[]
  /** What another device has confirmed to hold; survives restarts, so that "Waiting for Bob" does. */
  putConfirmed(spaceId: SpaceId, peer: DeviceId, heads: readonly DeviceHead[], at: number): void
  confirmed(spaceId: SpaceId): readonly {
    readonly peer: DeviceId
    readonly heads: readonly DeviceHead[]
    readonly at: number
  }[]
  /** Notes that a device had confirmed this device's envelopes up to `seq` at `at`; kept by the minute. */
  putReceipt(spaceId: SpaceId, peer: DeviceId, seq: number, at: number): void
  /** For each device that confirmed the envelope `seq`: when it first was known, to the minute. */
  receipts(
    spaceId: SpaceId,
    seq: number,
  ): readonly { readonly peer: DeviceId; readonly at: number }[]
  /** All that a device confirmed of this device's envelopes, oldest first. */
  receiptsOf(
    spaceId: SpaceId,
    peer: DeviceId,
  ): readonly { readonly seq: number; readonly at: number }[]
  /** Envelopes that arrived before what they build on (rule 15); the caller keeps the 8 MiB limit. */
  hold(spaceId: SpaceId, row: EnvelopeRow): void
  held(spaceId: SpaceId): readonly EnvelopeRow[]
  heldAt(spaceId: SpaceId, deviceId: DeviceId, seq: number): EnvelopeRow | undefined
  release(spaceId: SpaceId, deviceId: DeviceId, seq: number): void
  /** Rule 13: written before an envelope is applied, removed after; one found at start means quarantine. */
  setApplying(
    spaceId: SpaceId,
    mark: { readonly docId: DocId; readonly deviceId: DeviceId; readonly seq: number } | null,
  ): void
  applying(
    spaceId: SpaceId,
  ): { readonly docId: DocId; readonly deviceId: DeviceId; readonly seq: number } | null
}
