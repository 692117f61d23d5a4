import * as z from 'zod/mini'
import { command, query, stream } from '../define.ts'
import {
  bytes,
  count,
  deviceId,
  itemId,
  name,
  nothing,
  onItem,
  person,
  spaceId,
  time,
  versionId,
} from '../schemas.ts'

/** Why it was kept: by the app when writing had ended, by a person, before another one was restored. */
export const versionKind = z.enum(['automatic', 'named', 'beforeRestore'])

export const version = z.object({
  versionId,
  kind: versionKind,
  /** What a person called it; empty where nobody did, and while its content is not here. */
  name: z.string(),
  at: time,
  by: person,
  /** Its content lies on this device; otherwise it comes when somebody who has it is met. */
  here: z.boolean(),
  /** Reads like the note as it is now. */
  sameAsNow: z.boolean(),
})
export type Version = z.infer<typeof version>

export const erasedVersion = z.object({
  versionId,
  keptAt: time,
  by: person,
  erasedAt: time,
  erasedBy: person,
  /** Every other device of the Space: whether it is known to have heard, and so to have erased it. */
  devices: z.array(
    z.object({
      deviceId,
      person,
      label: z.string(),
      heard: z.boolean(),
      mailboxUntil: z.nullable(time),
    }),
  ),
})
export type ErasedVersion = z.infer<typeof erasedVersion>

export const history = z.object({
  /** Newest first. */
  versions: z.array(version),
  /** Those that people erased, newest first. */
  erased: z.array(erasedVersion),
  can: z.object({ keep: z.boolean(), restore: z.boolean(), erase: z.boolean() }),
  /** Differs when the note reads differently. */
  now: z.string(),
  /** How many of them are kept at most, named ones among them. */
  most: count,
})
export type History = z.infer<typeof history>

/** Kept versions of a note: for members, not for guests (NOT_ALLOWED). */
export const versions = {
  watch: stream(onItem, history),
  /** A version (null: the note as it is now) as the state of a document of its own, never the live one. */
  read: query(
    z.object({ spaceId, itemId, versionId: z.nullable(versionId) }),
    z.object({ title: z.string(), update: bytes(16 * 1024 * 1024) }),
  ),
  keep: command(z.object({ spaceId, itemId, name }), z.object({ versionId })),
  /** As a new edit, which `feed.undo` takes back; what was there is kept as a version first. */
  restore: command(z.object({ spaceId, itemId, versionId }), nothing),
  /** Key and content go from every device as it hears of it; null: all versions of the note. */
  erase: command(
    z.object({
      spaceId,
      itemId,
      versionIds: z.nullable(z.array(versionId).check(z.maxLength(500))),
    }),
    nothing,
  ),
}
