import * as z from 'zod/mini'
import { command, query, stream } from '../define.ts'
import {
  deviceId,
  inSpace,
  inviteId,
  nothing,
  person,
  role,
  spaceId,
  time,
  userId,
} from '../schemas.ts'
import { safety } from './invitations.ts'

export const memberDevice = z.object({
  deviceId,
  label: z.string(),
  self: z.boolean(),
  connected: z.boolean(),
  lastSeenAt: z.nullable(time),
  addedAt: time,
})

/**
 * Whether the safety number was compared: `changed` for another key of the same person, `namesake` where
 * somebody else bears the name of a person one has compared with.
 */
export const verified = z.enum(['no', 'yes', 'changed', 'namesake'])
export type Verified = z.infer<typeof verified>

export const memberDetails = z.object({
  person,
  /** As told and not checked: at this device's door (WS-4), or to everybody in the Space (WS-18). */
  email: z.nullable(z.string()),
  role,
  here: z.boolean(),
  joinedAt: time,
  /** For guests: until when. */
  expiresAt: z.nullable(time),
  invitedThrough: z.nullable(inviteId),
  devices: z.array(memberDevice),
  verified,
  /** When it was compared, for `yes`. */
  verifiedAt: z.nullable(time),
  /** What one may do about this person now. */
  can: z.object({
    /** Roles to choose from, the present one included; empty: it cannot be changed. */
    roles: z.array(role),
    remove: z.boolean(),
    transfer: z.boolean(),
    removeDevices: z.boolean(),
  }),
})
export type MemberDetails = z.infer<typeof memberDetails>

export const formerMember = z.object({
  person,
  at: time,
  /** The person itself where it left; null where it is not known who removed it. */
  by: z.nullable(person),
})
export type FormerMember = z.infer<typeof formerMember>

const onPerson = z.object({ spaceId, userId })

/** Who belongs to a Space, and the changes of that. */
export const members = {
  watch: stream(
    inSpace,
    z.object({
      self: z.object({
        canLeave: z.boolean(),
        /** May make new keys: `rotate`. */
        canRotate: z.boolean(),
        /** Null while none has arrived. */
        keys: z.nullable(
          z.object({
            /** When those in use now were made. */
            changedAt: time,
            /** Who was in it then, and has not been heard of since with any device: they take the keys when they come. */
            waiting: z.array(person),
          }),
        ),
      }),
      members: z.array(memberDetails),
      removed: z.array(formerMember),
    }),
  ),
  setRole: command(z.object({ spaceId, userId, role }), nothing),
  /** The person's devices get nothing new: the keys change before anything else is written. */
  remove: command(onPerson, nothing),
  removeDevice: command(z.object({ spaceId, deviceId }), nothing),
  /** Makes somebody else the owner; one stays as admin. */
  transfer: command(onPerson, nothing),
  /** `roleChange` of the Space was read: it is told no more on this device. */
  roleSeen: command(inSpace, nothing),
  /** This device keeps its copy until `spaces.remove` erases it. */
  leave: command(inSpace, nothing),
  /** New keys for everybody who is in it, although nobody came or went. Fails with NOT_ALLOWED. */
  rotate: command(inSpace, nothing),
  safetyNumber: query(onPerson, safety),
  /** A scanned code against the number shown here; `foreign` is a code of something else. */
  compare: query(
    z.object({ spaceId, userId, scanned: z.string().check(z.maxLength(1000)) }),
    z.enum(['same', 'different', 'foreign']),
  ),
  setVerified: command(z.object({ spaceId, userId, verified: z.boolean() }), nothing),
}
