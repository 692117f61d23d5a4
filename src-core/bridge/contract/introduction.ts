import * as z from 'zod/mini'
import { command, query, stream } from '../define.ts'
import { bytes, name, nothing, spaceId, userId } from '../schemas.ts'

/** Of a picture: it goes to everybody in the Space with the name. */
export const MAX_PHOTO_BYTES = 8192

const photo = z.nullable(bytes(MAX_PHOTO_BYTES))

/** What one tells of oneself; null: not told, and for the name: the profile's. */
export const introductionTold = z.object({
  name: z.nullable(z.string()),
  email: z.nullable(z.string()),
  photo,
})
export type IntroductionTold = z.infer<typeof introductionTold>

const place = z.object({ spaceId: z.nullable(spaceId) })

/** What a Space sees of oneself (WS-18), and what others show there. */
export const introduction = {
  /** `own`: of this Space only; null where it sees what every Space sees. `profileName`: without words of one's own. */
  watch: stream(
    place,
    z.object({
      profileName: z.string(),
      everywhere: introductionTold,
      own: z.nullable(introductionTold),
    }),
  ),
  /** Null takes a Space's own words back; for `spaceId` null it takes back e-mail and picture. */
  tell: command(
    z.object({
      spaceId: z.nullable(spaceId),
      told: z.nullable(
        z.object({
          name: z.nullable(name),
          email: z.nullable(z.string().check(z.maxLength(320))),
          photo,
        }),
      ),
    }),
    nothing,
  ),
  /** The picture on a person's card in this Space; null: none. */
  photo: query(z.object({ spaceId, userId }), photo),
}
