import * as z from 'zod/mini'
import type {
  CommentId,
  DeviceId,
  FileId,
  InviteId,
  ItemId,
  LinkId,
  SpaceId,
  UserId,
  VersionId,
} from '../base/ids.ts'
import { HASH_ID_LENGTH, SHORT_ID_LENGTH } from '../base/ids.ts'

const id = <T extends string>(length: number) =>
  z.custom<T>(
    (value) => typeof value === 'string' && value.length === length && /^[\w-]+$/.test(value),
  )

export const spaceId = id<SpaceId>(HASH_ID_LENGTH)
export const userId = id<UserId>(SHORT_ID_LENGTH)
export const deviceId = id<DeviceId>(SHORT_ID_LENGTH)
export const itemId = id<ItemId>(SHORT_ID_LENGTH)
export const commentId = id<CommentId>(SHORT_ID_LENGTH)
export const fileId = id<FileId>(SHORT_ID_LENGTH)
export const inviteId = id<InviteId>(SHORT_ID_LENGTH)
export const linkId = id<LinkId>(SHORT_ID_LENGTH)
export const versionId = id<VersionId>(SHORT_ID_LENGTH)

export const bytes = (max: number) =>
  z.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length <= max)

export const nothing = z.undefined()
/** ms since 1970 */
export const time = z.int().check(z.nonnegative())
export const count = z.int().check(z.nonnegative())

export const MAX_NAME = 200
export const MAX_TEXT = 20_000

/** A person's or a Space's name: any script, trimmed, no control characters, at most 200 code units. */
export const name = z.pipe(
  z.pipe(
    z.string(),
    z.transform((text: string) => text.replace(/[\p{Cc}\u2028\u2029]/gu, ' ').trim()),
  ),
  z.string().check(z.minLength(1), z.maxLength(MAX_NAME)),
)
export const text = z.string().check(z.minLength(1), z.maxLength(MAX_TEXT))

export const enamel = z.enum([
  'bottle',
  'petrol',
  'oxblood',
  'ochre',
  'plum',
  'slate',
  'moss',
  'clay',
])
export type Enamel = z.infer<typeof enamel>
export const role = z.enum(['owner', 'admin', 'editor', 'commenter', 'viewer', 'guest'])
export type Role = z.infer<typeof role>
export const invitedRole = z.enum(['editor', 'commenter', 'viewer', 'guest'])
export const language = z.enum(['en', 'nl', 'fr-CA'])
export const itemKind = z.enum(['message', 'note', 'link', 'file'])
export const feedFilter = z.enum(['everything', 'message', 'note', 'link', 'file', 'picture'])

export const person = z.object({
  userId,
  /** Empty until the person's card has arrived. */
  name: z.string(),
  enamel,
  self: z.boolean(),
  /** Names the picture they show here, for `introduction.photo`. */
  photo: z.optional(z.string()),
})
export type Person = z.infer<typeof person>

export const inSpace = z.object({ spaceId })
export const onItem = z.object({ spaceId, itemId })
