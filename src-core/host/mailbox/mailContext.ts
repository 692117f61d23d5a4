import type { SpaceId } from '../../base/ids.ts'
import { epochsToListenOn, type IdentityWithSecrets, mailboxKey } from '../../membership/index.ts'
import type { Clock, Mailboxes, Random, Storage } from '../../ports/index.ts'
import type { Chains } from '../space/chains.ts'
import type { Inbox } from '../space/inbox.ts'
import type { SpaceMembership } from '../space/spaceMembership.ts'
import type { SpacePeople } from '../space/spacePeople.ts'
import type { SpaceSync } from '../space/spaceSync.ts'
import type { SpaceLetters } from './letters.ts'
import type { MailBook } from './mailBook.ts'

/** What the parts of one Space's mail share. */
export interface MailContext {
  readonly spaceId: SpaceId
  readonly identity: IdentityWithSecrets
  readonly storage: Storage
  readonly membership: SpaceMembership
  readonly people: SpacePeople
  readonly chains: Chains
  readonly inbox: Inbox
  readonly sync: SpaceSync
  readonly mailboxes: Mailboxes
  /** What is said to single devices; of a Space on a host that knows hidden groups. */
  readonly letters?: SpaceLetters | undefined
  readonly clock: Clock
  readonly random: Random
  readonly book: MailBook
  readonly log: (message: string) => void
  /** The Space is being closed: what is under way comes to nothing. */
  readonly isClosed: () => boolean
}

/** The relays of the Space that keep mail and are reached now. */
export const mailRelays = ({ mailboxes, membership }: MailContext) =>
  mailboxes.relays().filter(({ url }) => membership.state().relays.includes(url))

/** The key of each epoch in whose boxes people may look, that of the present one first. */
export function mailKeys({ membership, clock }: MailContext): Uint8Array[] {
  if (membership.ended() !== null) return []
  return epochsToListenOn(membership.state(), membership.epochs(), clock.now()).map(mailboxKey)
}

/** Devices of current members besides this one. */
export const otherDevices = ({ membership, identity }: MailContext) =>
  membership
    .present()
    .flatMap(({ devices }) => devices)
    .filter((deviceId) => deviceId !== identity.deviceId)
