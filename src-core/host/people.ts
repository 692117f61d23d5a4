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

/** People's colour follows from their id, so that everyone sees the same one. */
export const enamelOf = (userId: UserId): Enamel =>
  ENAMELS[(fromBase64Url(userId)[0] ?? 0) % ENAMELS.length] as Enamel

export function isEnamel(value: string): value is Enamel {
  return (ENAMELS as readonly string[]).includes(value)
}

/** Names as the people of one Space gave them; empty until a card has arrived. */
export interface PeopleNames {
  name(userId: UserId): string
  /** Names the picture on the person's card; undefined: none. */
  photoId(userId: UserId): string | undefined
  self: UserId
}

export const toPerson = (names: PeopleNames, userId: UserId): Person => ({
  userId,
  name: names.name(userId),
  enamel: enamelOf(userId),
  self: userId === names.self,
  photo: names.photoId(userId),
})
