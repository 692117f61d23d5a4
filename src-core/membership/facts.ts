import type { DeviceId, EntryHash, EpochId, InviteId, SpaceId, UserId } from '../base/ids.ts'
import type { Cutoff } from './actions.ts'
import type { DeviceCertificate } from './certificate.ts'
import type { Role } from './roles.ts'

export interface Member {
  readonly userId: UserId
  readonly role: Role
  /** ms since 1970, as the admitting device told. */
  readonly joinedAt: number
  /** For guests: the visit ends then (rule 30), 5 min tolerated (rule 34). */
  readonly expiresAt: number | null
  readonly invitedThrough: InviteId | null
  readonly devices: readonly DeviceId[]
}

export interface DeviceInfo {
  readonly deviceId: DeviceId
  readonly userId: UserId
  readonly certificate: DeviceCertificate
  /** Upper 32 bits of its Yjs client ids (rule 11). */
  readonly tag: number
  /** ms since 1970, as the entry that brought it in told. */
  readonly addedAt: number
}

export interface InviteState {
  readonly inviteId: InviteId
  /** Ed25519, 32 bytes. */
  readonly publicKey: Uint8Array
  readonly role: Role
  readonly expiresAt: number | null
  /** Null: any number. */
  readonly maxUses: number | null
  readonly approval: boolean
  readonly uses: number
  readonly revoked: boolean
  readonly createdBy: DeviceId
  readonly createdAt: number
}

export interface WrappedKey {
  readonly epochId: EpochId
  readonly sealed: Uint8Array
}

export interface EpochInfo {
  /** Hash of the ROTATE entry (rule 6). */
  readonly epochId: EpochId
  readonly author: DeviceId
  /** ms since 1970, as its author told. */
  readonly at: number
  /** Derived from the key, to notice a lockbox with another one. */
  readonly check: Uint8Array
  /** The key sealed to devices, by ROTATE and by later ADMITs. */
  readonly lockboxes: ReadonlyMap<DeviceId, Uint8Array>
  /** The key sealed to people's recovery kits (rule 33), by ROTATE and by later ADMITs. */
  readonly kits: ReadonlyMap<UserId, Uint8Array>
  /** Everyone who was given the key, also by an admission that came to nothing (rule 29). */
  readonly recipients: readonly DeviceId[]
  /** Keys before, under this one: what was written in, and what was made at the same time (rule 7). */
  readonly wraps: readonly WrappedKey[]
}

/**
 * From a lowering ROLE, a REMOVE or a DEVICE− on (rule 15): what the devices concerned wrote beyond the
 * cut-offs, without having seen the entry, is judged by `role`.
 */
export interface Lowering {
  readonly entry: EntryHash
  readonly userId: UserId
  /** The one device that a DEVICE− ends; null: all of the person's. */
  readonly deviceId: DeviceId | null
  /** Null: what is beyond the cut-offs is refused. */
  readonly role: Role | null
  readonly cutoffs: readonly Cutoff[]
}

/**
 * What the log of a hidden group takes from the log of its Space (rule 10): a group's entries count by
 * both logs together, so that all who hold both come to the same.
 */
export interface ParentFacts {
  readonly spaceId: SpaceId
  /** The Space's log brought in exactly this device, at whatever time. */
  knows(certificate: DeviceCertificate): boolean
  /** The Space's log brought it in and has ended it: a removal of it, or of its person. */
  hasEnded(deviceId: DeviceId): boolean
}
