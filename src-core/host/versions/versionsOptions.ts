import type { ItemId, SpaceId } from '../../base/ids.ts'
import type { IdentityWithSecrets } from '../../membership/index.ts'
import type { Clock, Random, Storage } from '../../ports/index.ts'
import type { Session } from '../../sync/index.ts'
import type { Chains } from '../space/chains.ts'
import type { FeedActions } from '../space/feedActions.ts'
import type { SpaceDocuments } from '../space/spaceDocuments.ts'
import type { SpaceMembership } from '../space/spaceMembership.ts'

/** What versions are made from: one Space's own parts. */
export interface SpaceVersionsOptions {
  readonly spaceId: SpaceId
  readonly identity: IdentityWithSecrets
  readonly storage: Storage
  readonly dataKey: Uint8Array
  readonly membership: SpaceMembership
  readonly chains: Pick<Chains, 'head'>
  readonly documents: SpaceDocuments
  readonly actions: Pick<FeedActions, 'perform'>
  readonly sessions: () => readonly Session[]
  readonly clock: Clock
  readonly random: Random
  readonly announce: () => void
  /** What led to the present state of a note is to go too (rule 16). Inside the transaction that tells of it. */
  readonly onErased: (itemId: ItemId, by: 'here' | 'others') => void
  readonly log: (message: string) => void
}
