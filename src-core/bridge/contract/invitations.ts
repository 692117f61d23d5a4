import * as z from 'zod/mini'
import { command, stream } from '../define.ts'
import {
  count,
  enamel,
  inSpace,
  invitedRole,
  inviteId,
  nothing,
  spaceId,
  time,
} from '../schemas.ts'

export const invitation = z.object({
  inviteId,
  role: invitedRole,
  createdAt: time,
  expiresAt: z.nullable(time),
  uses: count,
  /** Null: any number. */
  maxUses: z.nullable(count),
  state: z.enum(['open', 'usedUp', 'expired', 'revoked']),
  /** Both open the same door; null where this device did not make the link. */
  webLink: z.nullable(z.string()),
  desktopLink: z.nullable(z.string()),
})
export type Invitation = z.infer<typeof invitation>

/** What is known of the other side of a link before going in. */
export const door = z.discriminatedUnion('state', [
  /** The link is well formed; nobody who can let in has answered yet. */
  z.object({ state: z.literal('reaching'), relay: z.string() }),
  z.object({
    state: z.literal('answered'),
    inviter: z.string(),
    spaceName: z.string(),
    enamel,
    role: invitedRole,
    expiresAt: z.nullable(time),
    readers: z.array(z.string()),
    relay: z.string(),
  }),
  z.object({ state: z.literal('joining') }),
  z.object({ state: z.literal('joined'), spaceId }),
  z.object({ state: z.literal('refused'), code: z.string() }),
])
export type Door = z.infer<typeof door>

/** Links that let people in, and the door on their other side. */
export const invitations = {
  watch: stream(inSpace, z.array(invitation)),
  create: command(
    z.object({
      spaceId,
      role: invitedRole,
      expiresAt: z.nullable(time),
      maxUses: z.nullable(z.int().check(z.minimum(1), z.maximum(1000))),
    }),
    z.object({ inviteId, webLink: z.string(), desktopLink: z.string() }),
  ),
  revoke: command(z.object({ spaceId, inviteId }), nothing),
  /** Looks at a link and stays at its door until `join` is called or the stream ends. */
  door: stream(z.object({ link: z.string().check(z.maxLength(4096)) }), door),
  join: command(z.object({ link: z.string().check(z.maxLength(4096)) }), z.object({ spaceId })),
}
