import { FoyerError } from '../../base/errors.ts'
import type { UserId } from '../../base/ids.ts'
import type { FoyerContract, Grounds } from '../../bridge/contract.ts'
import type { Handlers } from '../../bridge/types.ts'
import { type Stay, staysOf } from '../../membership/index.ts'
import type { DisclosedTo } from '../../privacy/index.ts'
import { type PeopleNames, toPerson } from '../people.ts'
import { givenTo } from '../space/givenTo.ts'
import type { Space } from '../space/space.ts'
import type { RuntimeSource } from './context.ts'

/** Who has received what this person wrote, by person. */
export function createRecipientHandlers(
  runtime: RuntimeSource,
): Handlers<FoyerContract>['recipients'] {
  return {
    grounds: ({ spaceId, userId }) =>
      groundsOf(
        runtime().space(spaceId),
        userId,
        runtime().gate.for('accountability').disclosedTo(spaceId, userId),
      ),
    given({ spaceId, userId, offset, limit }) {
      const { identity, profile, space } = runtime()
      const { membership, sync } = space(spaceId)
      const { storage } = profile
      const given = givenTo(userId, { spaceId, identity, storage, membership, sync })
      const { total, written } = given
      return { total, written, items: given.window(offset, limit) }
    },
  }
}

function groundsOf(
  { membership, people }: Space,
  userId: UserId,
  told: readonly DisclosedTo[],
): Grounds {
  const stays = staysOf(membership.state(), userId)
  if (stays.length === 0) throw new FoyerError('NOT_FOUND')
  const devices = [...membership.state().devices.values()]
  return {
    person: toPerson(people, userId),
    stays: stays.map((stay) => toStay(people, stay)),
    told: [...told],
    devices: devices
      .filter((device) => device.userId === userId)
      .map(({ deviceId, addedAt }) => ({
        ...{ deviceId, addedAt, label: people.deviceLabel(deviceId) },
        left: !membership.isPresent(deviceId),
      })),
  }
}

function toStay(
  people: PeopleNames,
  { how, joined, link, roles, end }: Stay,
): Grounds['stays'][number] {
  const named = <A extends { readonly by: UserId | null }>(act: A) => ({
    ...act,
    by: act.by && toPerson(people, act.by),
  })
  return {
    how,
    joined: named(joined),
    link: link && named(link),
    roles: roles.map(named),
    end: end && named(end),
  }
}
