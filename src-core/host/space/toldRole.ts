import type { SpaceId, UserId } from '../../base/ids.ts'
import { type Role, staysOf } from '../../membership/index.ts'
import type { Storage } from '../../ports/index.ts'
import type { SpaceMembership } from './spaceMembership.ts'

/** Somebody else has given this person another role than the one known here. */
export interface RoleChange {
  readonly role: Role
  /** Null where it is not known whose act it was. */
  readonly by: UserId | null
  /** ms since 1970, as the device told that wrote it. */
  readonly at: number
}

export interface ToldRoleOptions {
  readonly spaceId: SpaceId
  readonly userId: UserId
  readonly membership: Pick<SpaceMembership, 'state' | 'ended'>
  readonly storage: Pick<Storage, 'settings' | 'transaction'>
}

/** What has to be told of one's own role: who becomes an owner answers for the Space from then on (WS-5, WS-11). */
export interface ToldRole {
  /** Null once it was seen, for one's own acts, and after one's access has ended. */
  untold(): RoleChange | null
  /** It was read: told no more on this device. */
  seen(): void
}

export function createToldRole({
  spaceId,
  userId,
  membership,
  storage,
}: ToldRoleOptions): ToldRole {
  const key = `role-seen:${spaceId}`
  const markOf = ({ role, at, by }: RoleChange) => JSON.stringify([role, at, by])

  function newest(): RoleChange | undefined {
    const stay = staysOf(membership.state(), userId).at(-1)
    // The first is what one came in with, as the link said.
    const [, ...later] = stay?.end ? [] : (stay?.roles ?? [])
    return later.at(-1)
  }
  return {
    untold() {
      const change = membership.ended() === null ? newest() : undefined
      if (!change || change.by === userId) return null
      return storage.settings.get(key) === markOf(change) ? null : change
    },
    seen() {
      const change = newest()
      if (change) storage.transaction(() => storage.settings.set(key, markOf(change)))
    },
  }
}
