import type { SpaceId, UserId } from '../base/ids.ts'
import type {
  ComparisonRow,
  DeviceCardRow,
  IntroductionRow,
  PersonRow,
  ProfileRowWithSecrets,
} from '../ports/index.ts'
import type { LegalBasis } from './purposes.ts'

/** Something of a person's introduction that went to somebody. */
export interface DisclosedTo {
  readonly what: Introduced
  /** ms since 1970: the first time. */
  readonly at: number
  readonly legalBasis: LegalBasis
}

/** One's own card, the address on it, the cards of others that one passes on. */
export const INTRODUCED = ['ownCard', 'email', 'cards'] as const
export type Introduced = (typeof INTRODUCED)[number]

/** A person as the people of a Space see them: without the address. */
export type KnownPerson = Omit<PersonRow, 'email'>

/** What one tells about oneself. */
export type OwnIntroduction = Omit<ProfileRowWithSecrets, 'secrets' | 'createdAt'>

/** What each purpose may do with personal data, and the only way to do it. */
export interface PurposeAccess {
  readonly identity: {
    profile(): ProfileRowWithSecrets | undefined
    putProfile(row: ProfileRowWithSecrets): void
  }
  readonly introduction: {
    /** Undefined before the first run. */
    self(): OwnIntroduction | undefined
    /** What one tells a Space of oneself, or (null) every Space that has no words of its own. */
    told(spaceId: SpaceId | null): IntroductionRow | undefined
    /** Undefined: nothing of its own any more. */
    tell(spaceId: SpaceId | null, row: IntroductionRow | undefined): void
    /** Signed cards of everybody in the Space, to pass on to its other members. */
    cards(spaceId: SpaceId): readonly Uint8Array[]
    /** Call when `what` goes to `recipient`; writes one ledger row the first time. */
    disclosed(what: Introduced, spaceId: SpaceId, recipient: UserId): void
  }
  readonly attribution: {
    person(spaceId: SpaceId, userId: UserId): KnownPerson | undefined
    people(spaceId: SpaceId): readonly KnownPerson[]
    /** Keeps what a verified card says; an address that is known stays. */
    learn(person: KnownPerson): void
    /** What each device of these people said of itself. */
    cards(spaceId: SpaceId): readonly DeviceCardRow[]
    learnCard(row: DeviceCardRow): void
  }
  readonly admission: {
    /** What somebody told at the door, address included. */
    letIn(person: PersonRow): void
    email(spaceId: SpaceId, userId: UserId): string | null
  }
  readonly verification: {
    /** Whose safety number matched, for which key. */
    comparisons(): readonly ComparisonRow[]
    matched(row: ComparisonRow): void
    withdraw(userId: UserId): void
  }
  readonly leaving: {
    forget(spaceId: SpaceId, userId: UserId): void
    forgetAll(spaceId: SpaceId): void
  }
  readonly accountability: {
    /** What went to somebody of a Space, and on what legal basis; oldest first. */
    disclosedTo(spaceId: SpaceId, recipient: UserId): readonly DisclosedTo[]
  }
}
