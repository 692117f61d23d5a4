import type { DeviceId, SpaceId, UserId } from '../base/ids.ts'

/** The owner of this installation, with the secret keys; there is at most one. */
export interface ProfileRowWithSecrets {
  readonly userId: UserId
  readonly deviceId: DeviceId
  readonly name: string
  readonly enamel: string
  readonly deviceLabel: string
  readonly createdAt: number
  /** Encoded secrets (`membership/identity.ts`). */
  readonly secrets: Uint8Array
}

export interface PersonRow {
  readonly spaceId: SpaceId
  readonly userId: UserId
  readonly name: string
  /** As told by the person and not checked; null unless given (WS-4). */
  readonly email: string | null
  /** The signed card this row was read from (`membership/card.ts`). */
  readonly card: Uint8Array
  readonly updatedAt: number
}

/** What one device of a person said of itself, signed (`membership/card.ts`). */
export interface DeviceCardRow {
  readonly spaceId: SpaceId
  readonly userId: UserId
  readonly deviceId: DeviceId
  readonly card: Uint8Array
}

export interface LedgerRow {
  readonly at: number
  readonly purpose: string
  readonly what: string
  readonly spaceId: SpaceId | null
  readonly recipient: string | null
}

/** What one tells about oneself (WS-18); null: not told, and for the name: the profile's. */
export interface IntroductionRow {
  readonly name: string | null
  readonly email: string | null
  /** A small picture, encoded anew on this device. */
  readonly photo: Uint8Array | null
}

/** A safety number that was compared and matched. */
export interface ComparisonRow {
  readonly userId: UserId
  /** The root key it matched for, 32 bytes. */
  readonly rootKey: Uint8Array
  /** The name the person bore then: who comes with it and another key is told apart. */
  readonly name: string
  readonly at: number
}

export interface PersonalStore {
  profile(): ProfileRowWithSecrets | undefined
  putProfile(row: ProfileRowWithSecrets): void
  people(spaceId: SpaceId): readonly PersonRow[]
  putPerson(row: PersonRow): void
  /** With the cards of the person's devices. */
  removePerson(spaceId: SpaceId, userId: UserId): void
  cards(spaceId: SpaceId): readonly DeviceCardRow[]
  putCard(row: DeviceCardRow): void
  /** One's own: for one Space, or (null) for every Space that has none of its own. */
  introduction(spaceId: SpaceId | null): IntroductionRow | undefined
  putIntroduction(spaceId: SpaceId | null, row: IntroductionRow): void
  removeIntroduction(spaceId: SpaceId | null): void
  comparisons(): readonly ComparisonRow[]
  putComparison(row: ComparisonRow): void
  removeComparison(userId: UserId): void
  ledger(limit: number): readonly LedgerRow[]
  appendLedger(row: LedgerRow): void
}
