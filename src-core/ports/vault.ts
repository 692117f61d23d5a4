import type { ErrorCode } from '../base/errors.ts'
import type { Blobs } from './blobs.ts'
import type { Storage } from './storage.ts'

export interface OpenedProfile {
  readonly storage: Storage
  readonly blobs: Blobs
  readonly protectedBy: 'passphrase' | 'keychain' | 'memory'
}

export type VaultState =
  | { readonly type: 'empty'; readonly needsPassphrase: boolean }
  /** Opens with a passphrase, or at once where a keychain holds the key. */
  | { readonly type: 'closed'; readonly needsPassphrase: boolean }
  | { readonly type: 'failed'; readonly code: ErrorCode }

/** Where a profile lies while it is closed: its key file and folder (protocol rules 24 and 25). */
export interface Vault {
  state(): VaultState
  /** Throws FoyerError PROFILE_EXISTS, DISK_FULL, KEYCHAIN_UNAVAILABLE. */
  create(passphrase: string | undefined): Promise<OpenedProfile>
  /** Throws FoyerError WRONG_PASSPHRASE, PROFILE_NEWER, PROFILE_DAMAGED, PROFILE_IN_USE. */
  open(passphrase: string | undefined): Promise<OpenedProfile>
}
