import * as z from 'zod/mini'
import { command, stream } from '../define.ts'
import { bytes, count, itemId, nothing, onItem, spaceId } from '../schemas.ts'

export const bodyEvent = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('state'),
    /** The Yjs client id this page must write with (rule 11). */
    clientId: z.int().check(z.nonnegative()),
    update: bytes(64 * 1024 * 1024),
    canWrite: z.boolean(),
    schemaVersion: count,
  }),
  z.object({ type: z.literal('update'), update: bytes(8 * 1024 * 1024) }),
  /** y-protocols awareness update of other people's cursors. */
  z.object({ type: z.literal('presence'), update: bytes(8192) }),
  /** The replica must be thrown away; a new `state` follows. */
  z.object({ type: z.literal('reset'), code: z.string() }),
])
export type BodyEvent = z.infer<typeof bodyEvent>

/** An open note: its replica in the page. */
export const bodies = {
  open: stream(onItem, bodyEvent),
  /**
   * Transaction updates only, never state diffs; answered when on disk. Several may be under way: `index` is
   * how many this client id has sent before. After a failed write the host refuses everything but that
   * `index` again, because what follows builds on it.
   */
  update: command(
    z.object({ spaceId, itemId, clientId: count, index: count, update: bytes(256 * 1024) }),
    nothing,
  ),
  presence: command(z.object({ spaceId, itemId, update: bytes(4096) }), nothing),
}
