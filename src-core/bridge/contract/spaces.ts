import * as z from 'zod/mini'
import { command, query, stream } from '../define.ts'
import {
  count,
  deviceId,
  enamel,
  inSpace,
  itemId,
  itemKind,
  name,
  nothing,
  person,
  role,
  spaceId,
  time,
} from '../schemas.ts'
import { verified } from './members.ts'
import { deviceSync, syncState } from './syncState.ts'

const place = {
  /** Of a hidden group: the Space it belongs to. */
  parent: z.nullable(spaceId),
  /** Of a hidden group: it is there for one confidential document. */
  document: z.boolean(),
}

export const spaceSummary = z.object({
  spaceId,
  name: z.string(),
  enamel,
  sample: z.boolean(),
  ...place,
  role,
  unread: count,
  /** People who wait to be let in. */
  asking: count,
  /** Other people who are in it right now. */
  here: z.array(person),
  sync: syncState,
  lastActivity: z.nullable(z.object({ person, kind: itemKind, excerpt: z.string(), at: time })),
})
export type SpaceSummary = z.infer<typeof spaceSummary>

export const member = z.object({
  person,
  /** As told and not checked: at this device's door (WS-4), or to everybody in the Space (WS-18). */
  email: z.nullable(z.string()),
  role,
  devices: z.array(deviceSync),
  here: z.boolean(),
  verified,
  /** For guests: until when. */
  expiresAt: z.nullable(time),
  joinedAt: time,
})

/**
 * `equivocation`: it was proven to tell different people different things, and nothing more of it counts.
 * `forked`: it went on from a backup, and `restored`: it lost what it wrote; it has to take a new key.
 * `quarantined`: one of its changes ended this host twice and is held.
 * `refusedSnapshot`: it signed a document otherwise than it was written; what is here stays.
 */
export const notice = z.object({
  kind: z.enum([
    'equivocation',
    'forked',
    'restored',
    'quarantined',
    'setAside',
    'refusedSnapshot',
  ]),
  person,
  deviceId,
  deviceLabel: z.string(),
  /** It is this very device. */
  self: z.boolean(),
  at: time,
  /** The note in which something is held, or that was signed. */
  itemId: z.nullable(itemId),
})

/**
 * Something a person did that does not count, since another act of higher authority did at the same time (rule 4).
 * `because`: the actor was removed by `by`, given another role, lost the device it was done on; the link had been
 * revoked; or `by` did something else about the same person.
 */
const undoneAct = z.object({
  /** Of the entry in the log. */
  entry: z.string(),
  what: z.enum(['remove', 'role', 'transfer', 'letIn', 'invite']),
  actor: person,
  /** Null: an invitation. */
  whom: z.nullable(person),
  by: person,
  because: z.enum(['removed', 'role', 'device', 'revoked', 'otherwise']),
  at: time,
})

export const spaceView = z.object({
  spaceId,
  name: z.string(),
  enamel,
  sample: z.boolean(),
  ...place,
  role,
  self: person,
  members: z.array(member),
  can: z.object({
    post: z.boolean(),
    comment: z.boolean(),
    moderate: z.boolean(),
    invite: z.boolean(),
    rename: z.boolean(),
    /** Of a hidden group: members of its Space. */
    addPeople: z.boolean(),
    /** Make hidden groups and confidential documents within it. */
    group: z.boolean(),
  }),
  /** Names of everybody else who can read what is written here. */
  readers: z.array(z.string()),
  /** Where the visit of a guest ends. */
  expiresAt: z.nullable(time),
  /** One's own access has ended, or (`device`) this device's: what is here stays readable, nothing new comes. */
  ended: z.nullable(z.enum(['removed', 'device', 'left', 'expired', 'undone'])),
  /** Another role than the one this person had: told until it was seen (`members.roleSeen`), unless by one's own act. */
  roleChange: z.nullable(z.object({ role, by: z.nullable(person), at: time })),
  /** What a device did that others have to know of (rules 13, 35). */
  notices: z.array(notice),
  /** What came to nothing in the last days because people decided while they were apart. */
  undone: z.array(undoneAct),
  /** Some of what this device wrote does not count, as its person had been removed or given a lower role. */
  ownVoid: z.boolean(),
  sync: syncState,
  /** When the feed was last seen; when one came, if not since; 0: a sample that was never looked at. */
  readAt: time,
})
export type SpaceView = z.infer<typeof spaceView>

/** The Spaces of this profile, and one Space from the outside. */
export const spaces = {
  watch: stream(nothing, z.array(spaceSummary)),
  create: command(z.object({ name, enamel: z.optional(enamel) }), z.object({ spaceId })),
  rename: command(z.object({ spaceId, name, enamel: z.optional(enamel) }), nothing),
  /** Erases this device's copy and its keys; other people keep theirs. */
  remove: command(inSpace, nothing),
  view: stream(inSpace, spaceView),
  devices: stream(inSpace, z.array(deviceSync)),
  markRead: command(z.object({ spaceId, order: count }), nothing),
  /** Where this page is, for others to see: in the Space, and in which note. Null leaves. */
  presence: command(z.object({ spaceId, here: z.boolean(), itemId: z.nullable(itemId) }), nothing),
  /** Applies what is held of a device again; if that ends the host once more, it is held again. */
  retryQuarantined: command(z.object({ spaceId, deviceId }), nothing),
  /** Never applies here the change of that device that ended the host, but goes on with what follows. */
  dropQuarantined: command(z.object({ spaceId, deviceId }), nothing),
  draft: query(z.object({ spaceId, key: z.string().check(z.maxLength(64)) }), z.string()),
  setDraft: command(
    z.object({
      spaceId,
      key: z.string().check(z.maxLength(64)),
      text: z.string().check(z.maxLength(100_000)),
    }),
    nothing,
  ),
}
