import * as z from 'zod/mini'
import { query } from '../define.ts'
import { count, deviceId, itemId, person, role, spaceId, time, userId } from '../schemas.ts'

/** When, as the device told that did it, and who it was, where that is known. */
const act = { at: time, by: z.nullable(person) }

/** One time that somebody belonged to a Space: what they received then they received by that. */
export const stay = z.object({
  /** Founding it; a link; being named by somebody, in hidden groups. */
  how: z.enum(['founded', 'link', 'named']),
  /** Who let them in, and when. */
  joined: z.object(act),
  link: z.nullable(
    z.object({
      /** Who made it. */
      by: z.nullable(person),
      /** Somebody was asked before they came in. */
      approval: z.boolean(),
      /** Of a guest: when the visit ends or ended. */
      expiresAt: z.nullable(time),
    }),
  ),
  /** The first is the one that they came in with. */
  roles: z.array(z.object({ ...act, role })),
  /** Null: they are in it still. */
  end: z.nullable(z.object(act)),
})

/** What of one's own introduction, and of the others' that one passes on, went to somebody first, and for what. */
export const disclosure = z.object({
  what: z.enum(['ownCard', 'email', 'cards']),
  at: time,
  /** GDPR, article 6(1). */
  legalBasis: z.enum(['contract', 'consent', 'legalObligation']),
})

export const grounds = z.object({
  person,
  /** Oldest first. */
  stays: z.array(stay),
  told: z.array(disclosure),
  /** All that the person ever had here. */
  devices: z.array(
    z.object({
      deviceId,
      label: z.string(),
      addedAt: time,
      /** It is in the Space no more. */
      left: z.boolean(),
    }),
  ),
})
export type Grounds = z.infer<typeof grounds>

export const givenItem = z.object({
  kind: z.enum(['message', 'note', 'link', 'file', 'comment', 'version']),
  /** Of the item, comment or version. */
  id: z.string(),
  /** The item, or the one that it belongs to. */
  itemId,
  /** Text, title, name or address, shortened; of a version the note's title. */
  excerpt: z.string(),
  /** When it was posted or kept. */
  at: time,
  /** In the bin; of a version: erased since. */
  state: z.enum(['here', 'binned', 'erased']),
  /** Of the person: those that have it, and since when that is known here, to the minute. */
  devices: z.array(z.object({ deviceId, at: z.nullable(time) })),
})
export type GivenItem = z.infer<typeof givenItem>

/**
 * Who has received what one wrote (X-7; GDPR, article 15(1)(c)), for one person of a Space, also one who has left.
 * Only of one's own: what others wrote their own devices know.
 */
export const recipients = {
  /** NOT_FOUND for who never was in it. */
  grounds: query(z.object({ spaceId, userId }), grounds),
  /** Newest first. */
  given: query(
    z.object({
      spaceId,
      userId,
      offset: count,
      limit: z.int().check(z.minimum(1), z.maximum(200)),
    }),
    z.object({
      total: count,
      /** How much one wrote in it, whoever has it. */
      written: count,
      items: z.array(givenItem),
    }),
  ),
}
