import * as z from 'zod/mini'
import type { ErrorCode } from '../base/errors.ts'

/** What crosses a port. `id` is chosen by the page and names one call or one open stream. */
export const PageFrame = z.discriminatedUnion('t', [
  z.object({
    t: z.literal('call'),
    id: z.int().check(z.nonnegative()),
    namespace: z.string().check(z.maxLength(64)),
    method: z.string().check(z.maxLength(64)),
    input: z.unknown(),
  }),
  /** The page has taken `count` values of a stream; so many more may be sent. */
  z.object({
    t: z.literal('taken'),
    id: z.int().check(z.nonnegative()),
    count: z.int().check(z.minimum(1), z.maximum(1024)),
  }),
  z.object({ t: z.literal('stop'), id: z.int().check(z.nonnegative()) }),
])
export type PageFrame = z.infer<typeof PageFrame>

const failure = z.object({
  code: z.string(),
  message: z.string(),
  details: z.optional(z.record(z.string(), z.union([z.string(), z.number()]))),
})

export const HostFrame = z.discriminatedUnion('t', [
  z.object({ t: z.literal('answer'), id: z.number(), value: z.unknown() }),
  z.object({ t: z.literal('value'), id: z.number(), value: z.unknown() }),
  /** The end of a call or a stream; of a stream without a failure when the host just ended it. */
  z.object({ t: z.literal('end'), id: z.number(), failure: z.optional(failure) }),
])
export type HostFrame = z.infer<typeof HostFrame>

/** The only form in which an error crosses: never a stack. */
export interface Failure {
  readonly code: ErrorCode
  readonly message: string
  readonly details?: Readonly<Record<string, string | number>> | undefined
}

/** Values of a stream that may be under way without the page having taken them. */
export const STREAM_WINDOW = 64
