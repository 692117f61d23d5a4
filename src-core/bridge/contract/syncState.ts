import * as z from 'zod/mini'
import { count, deviceId, person, time } from '../schemas.ts'

/** The first row of interface.md's table that applies; names are the people meant, in order. */
export const syncState = z.object({
  kind: z.enum([
    'notSaved',
    'heldBack',
    'ended',
    'offline',
    'relayDown',
    'alone',
    'checking',
    'sending',
    'waiting',
    'upToDate',
  ]),
  people: z.array(z.string()),
  /** For `waiting` and `heldBack`: the one device meant. */
  deviceLabel: z.nullable(z.string()),
  /** Changes meant: not yet received there, kept here, held back. */
  changes: count,
  /** For `sending`: how many of `changes` have been received. */
  received: count,
  /** Why a write failed, for `notSaved`: an error code. For `heldBack`: FORKED, it is this very
   * device; NOT_ALLOWED, signed by its owner, who may not write it. */
  code: z.nullable(z.string()),
  /** For `waiting`: how many of one's own changes a relay's mailbox keeps for them, and until when. */
  mailbox: z.nullable(z.object({ changes: count, until: time })),
  /** What to know of relays' mailboxes: items were altered; none are taken; there is no room. */
  mailboxTrouble: z.nullable(z.enum(['altered', 'refused', 'full'])),
  /** One a device of other people: what it holds. */
  pips: z.array(z.enum(['have', 'wait', 'refused'])),
})
export type SyncState = z.infer<typeof syncState>

export const deviceSync = z.object({
  deviceId,
  person,
  label: z.string(),
  self: z.boolean(),
  connected: z.boolean(),
  route: z.nullable(z.enum(['direct', 'relayed', 'unknown'])),
  lastSeenAt: z.nullable(time),
  /** Null while its frontiers are not known. */
  missing: z.nullable(count),
  /** What this device wrote of that lies in a relay's mailbox until then, all of it. */
  mailboxUntil: z.nullable(time),
  /** ms its clock is ahead of this one, when more than 2 min (rule 34). */
  clockOffsetMs: z.nullable(z.number()),
})
export type DeviceSync = z.infer<typeof deviceSync>
