import type { SpaceId } from '../base/ids.ts'

export interface SpaceRow {
  readonly spaceId: SpaceId
  /** 32 bytes; seals epoch keys, invitation seeds and checkpoints. Erasing the Space destroys it. */
  readonly dataKey: Uint8Array
  /** Order in the rail: ms since 1970 of creation or joining on this device. */
  readonly addedAt: number
  readonly sample: boolean
  /** Of a hidden group: the Space it belongs to (rule 10). */
  readonly parent: SpaceId | null
  /** Of a hidden group: it is there for one confidential document. */
  readonly document: boolean
  readonly name: string
  readonly enamel: string
  /** The feed has been seen up to and including this order (0: nothing yet), at this time. */
  readonly readOrder: number
  readonly readAt: number
}

export interface SpaceStore {
  list(): readonly SpaceRow[]
  get(spaceId: SpaceId): SpaceRow | undefined
  put(row: SpaceRow): void
  /** Removes the row and everything that names the Space, its data key first. */
  erase(spaceId: SpaceId): void
  /** Sealed under the data key by the caller. */
  putSecret(spaceId: SpaceId, kind: SecretKind, id: string, sealed: Uint8Array): void
  secrets(
    spaceId: SpaceId,
    kind: SecretKind,
  ): readonly { readonly id: string; readonly sealed: Uint8Array }[]
  removeSecret(spaceId: SpaceId, kind: SecretKind, id: string): void
}

/**
 * From `verdict` on: what a Space notes of its devices (rules 13, 15, 35), by device id; `kept`: what is posted again
 * after this one went on from a backup; `snapshot` of its documents' snapshots (rule 16), by hash; `erasure`: of which
 * documents the history is to go.
 */
export type SecretKind =
  | 'epoch'
  | 'invite'
  | 'verdict'
  | 'proof'
  | 'suspect'
  | 'aside'
  | 'kept'
  | 'snapshot'
  | 'erasure'
