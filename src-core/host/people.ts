import { fromBase64Url } from '../base/bytes.ts'
import type { UserId } from '../base/ids.ts'
import type { Enamel, Person } from '../bridge/schemas.ts'

const ENAMELS: readonly Enamel[] = [
  'bottle',
  'petrol',
  'oxblood',
  'ochre',
  'plum',
  'slate',
  'moss',
  'clay',
]

const placeOf = (userId: UserId): number => (fromBase64Url(userId)[0] ?? 0) % ENAMELS.length

/** People's colour follows from their id, so that everyone sees the same one. */
export const enamelOf = (userId: UserId): Enamel => ENAMELS[placeOf(userId)] as Enamel

export interface Joined {
  readonly userId: UserId
  readonly joinedAt: number
}

/**
 * The colours of one Space's people: their own, or the next that fewer have who came before, so that two
 * people look alike only where there are more of them than colours. Everyone who holds the log sees the
 * same, and who comes later changes nobody's.
 */
export function enamelsOf(people: Iterable<Joined>): ReadonlyMap<UserId, Enamel> {
  const used = ENAMELS.map(() => 0)
  const inOrder = [...people].sort(
    (a, b) => a.joinedAt - b.joinedAt || (a.userId < b.userId ? -1 : 1),
  )
  const enamels = new Map<UserId, Enamel>()
  for (const { userId } of inOrder) {
    const places = ENAMELS.map((_, step) => (placeOf(userId) + step) % ENAMELS.length)
    const least = Math.min(...used)
    const place = places.find((one) => used[one] === least) ?? 0
    used[place] = least + 1
    enamels.set(userId, ENAMELS[place] as Enamel)
  }
  return enamels
}

export function isEnamel(value: string): value is Enamel {
  return (ENAMELS as readonly string[]).includes(value)
}

/** Names as the people of one Space gave them; empty until a card has arrived. */
export interface PeopleNames {
  name(userId: UserId): string
  enamel(userId: UserId): Enamel
  /** Names the picture on the person's card; undefined: none. */
  photoId(userId: UserId): string | undefined
  self: UserId
}

export const toPerson = (names: PeopleNames, userId: UserId): Person => ({
  userId,
  name: names.name(userId),
  enamel: names.enamel(userId),
  self: userId === names.self,
  photo: names.photoId(userId),
})
