import * as z from 'zod/mini'
import { command, query } from '../define.ts'
import { commentId, itemId, nothing, onItem, person, spaceId, text, time } from '../schemas.ts'

export const comment = z.object({
  commentId,
  itemId,
  author: person,
  text: z.string(),
  createdAt: time,
  editedAt: z.nullable(time),
  mine: z.boolean(),
  canDelete: z.boolean(),
})
export type Comment = z.infer<typeof comment>

/** Comments on an item. */
export const comments = {
  list: query(onItem, z.array(comment)),
  add: command(z.object({ spaceId, itemId, text }), z.object({ commentId })),
  edit: command(z.object({ spaceId, commentId, text }), nothing),
  remove: command(z.object({ spaceId, commentId }), nothing),
}
