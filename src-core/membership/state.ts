import type { DeviceId, EntryHash, EpochId, InviteId, SpaceId, UserId } from '../base/ids.ts'
import type { Draft } from './draft.ts'
import type { DeviceInfo, EpochInfo, InviteState, Lowering, Member } from './facts.ts'
import type { Graph } from './graph.ts'

/** What a log says, as an immutable view: a function of the set of entries, not of their order. */
export interface MembershipState {
  readonly spaceId: SpaceId
  /** Of a hidden group: the Space it belongs to, by its genesis (rule 10). */
  readonly parent: SpaceId | null
  /** Entries that no other names, in ascending order; the next entry names them. Empty: no genesis yet. */
  readonly heads: readonly EntryHash[]
  /** It is here with its whole past and a good signature; it may still be a no-op (`rejected`). */
  has(hash: EntryHash): boolean
  readonly members: ReadonlyMap<UserId, Member>
  readonly devices: ReadonlyMap<DeviceId, DeviceInfo>
  readonly invites: ReadonlyMap<InviteId, InviteState>
  /** In the order of the log. */
  readonly epochs: readonly EpochInfo[]
  /** What writers take (rule 8): of the latest epochs, the one with the lowest id. */
  readonly currentEpoch: EpochId | null
  readonly relays: readonly string[]
  readonly lowerings: readonly Lowering[]
  /** No-ops, with the reason in English, for logs and tests. */
  readonly rejected: ReadonlyMap<EntryHash, string>
  /** Hashes that received entries name and that have not been received. */
  readonly missing: readonly EntryHash[]
  /** For this folder only. */
  readonly internal: { readonly graph: Graph; readonly draft: Draft }
}
