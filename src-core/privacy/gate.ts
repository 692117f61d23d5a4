import { equalBytes } from '../base/bytes.ts'
import { FoyerError } from '../base/errors.ts'
import type { SpaceId, UserId } from '../base/ids.ts'
import type { Clock, PersonalStore, PersonRow } from '../ports/index.ts'
import type { KnownPerson, PurposeAccess } from './access.ts'
import { createDisclosures } from './disclosures.ts'
import { isPurpose, type Purpose } from './purposes.ts'

export interface PrivacyGate {
  /** Throws FoyerError NOT_ALLOWED for anything but a purpose of the closed list. */
  for<P extends Purpose>(purpose: P): PurposeAccess[P]
}

const withoutEmail = ({ email: _, ...person }: PersonRow): KnownPerson => person

/**
 * The only way to personal data: `personal` is handed over here and touched nowhere else (a check
 * searches for it). What an accessor does not offer, its purpose may not do. Consent, restriction
 * and retention will be asked here, before an accessor is given out.
 */
export function createPrivacyGate(personal: PersonalStore, clock: Clock): PrivacyGate {
  const disclosures = createDisclosures(personal, clock)
  const find = (spaceId: SpaceId, userId: UserId) =>
    personal.people(spaceId).find((one) => one.userId === userId)

  const access: PurposeAccess = {
    identity: {
      profile: () => personal.profile(),
      putProfile: (row) => personal.putProfile(row),
    },
    introduction: {
      self() {
        const profile = personal.profile()
        if (!profile) return undefined
        const { secrets: _, createdAt: __, ...introduction } = profile
        return introduction
      },
      told: (spaceId) => personal.introduction(spaceId),
      tell(spaceId, row) {
        if (row) personal.putIntroduction(spaceId, row)
        else personal.removeIntroduction(spaceId)
      },
      cards(spaceId) {
        const people = personal.people(spaceId).map(({ card }) => card)
        const devices = personal.cards(spaceId).map(({ card }) => card)
        return [
          ...people,
          ...devices.filter((card) => !people.some((one) => equalBytes(one, card))),
        ]
      },
      disclosed: (what, spaceId, recipient) =>
        disclosures.record({ purpose: 'introduction', what, spaceId, recipient }),
    },
    attribution: {
      person(spaceId, userId) {
        const row = find(spaceId, userId)
        return row && withoutEmail(row)
      },
      people: (spaceId) => personal.people(spaceId).map(withoutEmail),
      learn: (person) =>
        personal.putPerson({
          ...person,
          email: find(person.spaceId, person.userId)?.email ?? null,
        }),
      cards: (spaceId) => personal.cards(spaceId),
      learnCard: (row) => personal.putCard(row),
    },
    admission: {
      letIn: (person) => personal.putPerson(person),
      email: (spaceId, userId) => find(spaceId, userId)?.email ?? null,
    },
    verification: {
      comparisons: () => personal.comparisons(),
      matched: (row) => personal.putComparison(row),
      withdraw: (userId) => personal.removeComparison(userId),
    },
    leaving: {
      forget: (spaceId, userId) => personal.removePerson(spaceId, userId),
      forgetAll(spaceId) {
        for (const { userId } of personal.people(spaceId)) personal.removePerson(spaceId, userId)
        personal.removeIntroduction(spaceId)
      },
    },
    accountability: { disclosedTo: disclosures.to },
  }

  return {
    for(purpose) {
      if (!isPurpose(purpose)) throw new FoyerError('NOT_ALLOWED', { purpose: String(purpose) })
      return access[purpose]
    },
  }
}
