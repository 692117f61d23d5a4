import * as z from 'zod/mini'
import { query } from '../define.ts'
import { itemId, itemKind, spaceId, time } from '../schemas.ts'

/** Full-text search in what this device holds. */
export const search = {
  find: query(
    z.object({
      text: z.string().check(z.maxLength(200)),
      spaceId: z.nullable(spaceId),
      limit: z.int().check(z.minimum(1), z.maximum(50)),
    }),
    z.array(
      z.object({
        spaceId,
        spaceName: z.string(),
        itemId,
        kind: itemKind,
        snippet: z.string(),
        createdAt: time,
      }),
    ),
  ),
}
