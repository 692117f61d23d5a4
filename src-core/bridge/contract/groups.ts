import * as z from 'zod/mini'
import { command, stream } from '../define.ts'
import {
  enamel,
  inSpace,
  itemId,
  name,
  nothing,
  person,
  role,
  spaceId,
  userId,
} from '../schemas.ts'

/** As many as a Space has members. */
const people = z.array(userId).check(z.maxLength(512))

/** `former`: was taken out of the group, and has no other device to come back with. */
export const groupCandidate = z.object({
  person,
  /** In the Space. */
  role,
  standing: z.enum(['in', 'canCome', 'former']),
})
export type GroupCandidate = z.infer<typeof groupCandidate>

/**
 * Hidden groups of a Space, and confidential documents, each of which is a small group with one note. A
 * group is opened, read and written like a Space, by its own id; `spaces.watch` lists it with its `parent`.
 */
export const groups = {
  /** Within a Space, for these members of it and oneself. */
  create: command(
    z.object({ parent: spaceId, name, enamel: z.optional(enamel), people }),
    z.object({ spaceId }),
  ),
  /** The title names the group and its note. */
  createDocument: command(
    z.object({ parent: spaceId, title: name, people }),
    z.object({ spaceId, itemId }),
  ),
  /** The members of the Space, as they stand to this group. */
  candidates: stream(inSpace, z.array(groupCandidate)),
  add: command(z.object({ spaceId, people }), nothing),
}
