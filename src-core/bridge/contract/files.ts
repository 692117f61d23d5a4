import * as z from 'zod/mini'
import { command, stream } from '../define.ts'
import { count, fileId, inSpace, itemId, nothing, spaceId } from '../schemas.ts'

export const fileInfo = z.object({
  fileId,
  name: z.string(),
  sizeBytes: count,
  mime: z.string(),
  picture: z.nullable(z.object({ width: count, height: count, alt: z.string() })),
  /** What was taken out before sealing, e.g. `location`. */
  removed: z.array(z.enum(['location', 'camera', 'author'])),
  transfer: z.object({
    state: z.enum(['complete', 'receiving', 'waiting', 'paused']),
    haveBytes: count,
  }),
})
export type FileInfo = z.infer<typeof fileInfo>

/** Files on their way in and out. */
export const files = {
  /** Begins taking in a file; its bytes follow through the bulk route in pieces, in order. */
  begin: command(
    z.object({
      spaceId,
      name: z.string().check(z.minLength(1), z.maxLength(1000)),
      sizeBytes: count,
      mime: z.string().check(z.maxLength(200)),
      picture: z.nullable(
        z.object({ width: count, height: count, alt: z.string().check(z.maxLength(1000)) }),
      ),
      removed: z.array(z.enum(['location', 'camera', 'author'])),
    }),
    z.object({ fileId, pieceBytes: count }),
  ),
  /** Seals the manifest and posts the item. */
  finish: command(
    z.object({ spaceId, fileId, text: z.string().check(z.maxLength(20_000)) }),
    z.object({ itemId }),
  ),
  cancel: command(z.object({ spaceId, fileId }), nothing),
  pause: command(z.object({ spaceId, fileId }), nothing),
  resume: command(z.object({ spaceId, fileId }), nothing),
  /** Progress of all running transfers. */
  watch: stream(
    inSpace,
    z.array(
      z.object({
        fileId,
        direction: z.enum(['in', 'out']),
        state: z.enum(['receiving', 'waiting', 'paused', 'complete']),
        haveBytes: count,
        sizeBytes: count,
      }),
    ),
  ),
}
