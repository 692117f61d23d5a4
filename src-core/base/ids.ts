import type { Brand } from './brand.ts'
import { fromBase64Url, toBase64Url } from './bytes.ts'

/**
 * Ids are random bytes (16) or hashes (32), written as unpadded base64url: 22 or 43 characters.
 * Only `SpaceId` (hash of the genesis), `EpochId` and `EntryHash` are hashes (protocol rules 1, 3, 6).
 */
export type SpaceId = Brand<string, 'SpaceId'>
export type UserId = Brand<string, 'UserId'>
export type DeviceId = Brand<string, 'DeviceId'>
export type DocId = Brand<string, 'DocId'>
export type EpochId = Brand<string, 'EpochId'>
export type EntryHash = Brand<string, 'EntryHash'>
export type InviteId = Brand<string, 'InviteId'>
export type ItemId = Brand<string, 'ItemId'>
export type CommentId = Brand<string, 'CommentId'>
export type FileId = Brand<string, 'FileId'>
export type LinkId = Brand<string, 'LinkId'>
/** A kept version of a note: its author's tag, and the hash of what is said of it. */
export type VersionId = Brand<string, 'VersionId'>
export type Topic = Brand<string, 'Topic'>

/** Any id above; the brand is chosen by the caller that knows what the bytes are. */
export type Id = Brand<string, string>

export const idFromBytes = <T extends Id>(bytes: Uint8Array): T => toBase64Url(bytes) as T

export const idToBytes = (id: Id): Uint8Array => fromBase64Url(id)

/** Lengths in characters of a 16-byte and a 32-byte id. */
export const SHORT_ID_LENGTH = 22
export const HASH_ID_LENGTH = 43
