import type { Person } from '../../bridge/schemas.ts'
import { toPerson } from '../people.ts'
import type { Space } from './space.ts'

export interface KeysInUse {
  /** ms since 1970, as whoever made them told. */
  readonly changedAt: number
  /** Whose devices have all said nothing since. */
  readonly waiting: readonly Person[]
}

/**
 * The keys in use, and who cannot have taken them yet. Whoever came in later was given them at the door, and
 * whoever is linked is told the log at once (rule 22). Null while none has arrived.
 */
export function keysOf({ membership, people, sync }: KeysSource): KeysInUse | null {
  const { epochs, currentEpoch } = membership.state()
  const changedAt = epochs.find(({ epochId }) => epochId === currentEpoch)?.at
  if (changedAt === undefined) return null
  const hasTaken = (deviceId: Parameters<typeof sync.peer>[0]) => {
    const { connected, lastSeenAt } = sync.peer(deviceId)
    const addedAt = membership.device(deviceId)?.addedAt ?? changedAt
    return connected || addedAt > changedAt || (lastSeenAt ?? 0) > changedAt
  }
  const waiting = membership
    .present()
    .filter(({ userId, devices }) => userId !== people.self && !devices.some(hasTaken))
    .map(({ userId }) => toPerson(people, userId))
  return { changedAt, waiting }
}

type KeysSource = Pick<Space, 'membership' | 'people' | 'sync'>
