import * as z from 'zod/mini'
import { command, stream } from '../define.ts'
import {
  count,
  deviceId,
  enamel,
  inSpace,
  invitedRole,
  inviteId,
  nothing,
  person,
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
  /** A person is asked before anybody comes in. */
  approval: z.boolean(),
  state: z.enum(['open', 'usedUp', 'expired', 'revoked']),
  createdBy: person,
  /** Made on this device: only here the link can be shown, and people be let in through it. */
  own: z.boolean(),
  /** Members who came in through it, in the order of coming. */
  cameThrough: z.array(z.object({ person, at: time })),
  /** Both open the same door; null where this device did not make the link. */
  webLink: z.nullable(z.string()),
  desktopLink: z.nullable(z.string()),
})
export type Invitation = z.infer<typeof invitation>

/** 60 digits, and what a QR code of them holds (rule of `membership/safetyNumber.ts`). */
export const safety = z.object({ digits: z.string(), qr: z.string() })

/** Somebody who waits at a door for a person's answer. */
export const joinRequest = z.object({
  /** The device that asks. */
  requestId: deviceId,
  inviteId,
  /** Name and address as told and not checked (WS-4). */
  name: z.string(),
  email: z.nullable(z.string()),
  deviceLabel: z.string(),
  role: invitedRole,
  at: time,
  /** Waits right now; otherwise it is let in when it comes back. */
  connected: z.boolean(),
  safety,
})
export type JoinRequest = z.infer<typeof joinRequest>

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
    /** The inviter is asked before anybody comes in. */
    approval: z.boolean(),
  }),
  z.object({ state: z.literal('joining') }),
  /** The inviter has been asked. */
  z.object({
    state: z.literal('waiting'),
    inviter: z.string(),
    spaceName: z.string(),
    enamel,
    role: invitedRole,
    safety,
  }),
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
      approval: z.optional(z.boolean()),
    }),
    z.object({ inviteId, webLink: z.string(), desktopLink: z.string() }),
  ),
  revoke: command(z.object({ spaceId, inviteId }), nothing),
  /** Who asks to come in, oldest first. */
  requests: stream(inSpace, z.array(joinRequest)),
  approve: command(z.object({ spaceId, requestId: deviceId }), nothing),
  refuse: command(z.object({ spaceId, requestId: deviceId }), nothing),
  /** Looks at a link and stays at its door until `join` is called or the stream ends. */
  door: stream(z.object({ link: z.string().check(z.maxLength(4096)) }), door),
  /** While a person is asked it stays pending. */
  join: command(z.object({ link: z.string().check(z.maxLength(4096)) }), z.object({ spaceId })),
  /** `join` of this link is given up: it rejects, and who is asked hears that nobody waits any more. */
  stopAsking: command(z.object({ link: z.string().check(z.maxLength(4096)) }), nothing),
}
