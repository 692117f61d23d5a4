import * as z from 'zod/mini'
import { command, stream } from '../define.ts'
import { nothing } from '../schemas.ts'

export const keepingState = z.discriminatedUnion('state', [
  z.object({ state: z.literal('none') }),
  z.object({ state: z.literal('unavailable'), why: z.enum(['insecure', 'forbidden']) }),
  z.object({ state: z.literal('offered') }),
  z.object({ state: z.literal('kept') }),
  z.object({ state: z.literal('lost'), why: z.enum(['full', 'failed']) }),
])

/** A visit that is kept in its browser because its person asked for it (protocol rule 24). */
export const keeping = {
  watch: stream(nothing, keepingState),
  /** Answered when all of it is stored. */
  keep: command(nothing, nothing),
  /** Answered when nothing of it is left. */
  remove: command(nothing, nothing),
}
