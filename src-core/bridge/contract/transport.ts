import * as z from 'zod/mini'
import { command, stream } from '../define.ts'
import { bytes, count, linkId, nothing } from '../schemas.ts'

const linkSignal = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('description'),
    kind: z.enum(['offer', 'answer']),
    sdp: z.string().check(z.maxLength(32_768)),
  }),
  z.object({
    type: z.literal('candidate'),
    candidate: z.string().check(z.maxLength(1024)),
    sdpMid: z.nullable(z.string().check(z.maxLength(64))),
    sdpMLineIndex: z.nullable(z.int()),
  }),
])

const lane = z.enum(['live', 'bulk'])

/** From the host to the page that holds the transport lease. */
export const transportOrder = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('open'),
    linkId,
    polite: z.boolean(),
    relayOnly: z.boolean(),
    iceServers: z.array(
      z.object({
        urls: z.array(z.string()),
        username: z.optional(z.string()),
        credential: z.optional(z.string()),
      }),
    ),
  }),
  z.object({ type: z.literal('signal'), linkId, signal: linkSignal }),
  z.object({ type: z.literal('frames'), linkId, lane, frames: z.array(bytes(65_536)) }),
  /** Bulk frames wait at the host's bulk route; fetch them until it answers that there are none. */
  z.object({ type: z.literal('bulkWaiting'), linkId }),
  z.object({ type: z.literal('close'), linkId, reason: z.string() }),
])
export type TransportOrder = z.infer<typeof transportOrder>

/** From the transport page to the host. */
export const transportEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('signal'), linkId, signal: linkSignal }),
  z.object({
    type: z.literal('opened'),
    linkId,
    remoteCertificate: z.nullable(z.string().check(z.maxLength(64))),
    route: z.enum(['direct', 'relayed', 'unknown']),
  }),
  z.object({
    type: z.literal('frames'),
    linkId,
    lane,
    frames: z.array(bytes(65_536)).check(z.maxLength(64)),
  }),
  /**
   * For `live`: bytes waiting in the channel, and all bytes of `frames` orders so far, so that the host
   * knows what is still on its way to the page. It pauses at 1 MiB and resumes at 256 KiB of both.
   */
  z.object({ type: z.literal('buffered'), linkId, lane, bytes: count, taken: count }),
  z.object({ type: z.literal('closed'), linkId, reason: z.string().check(z.maxLength(200)) }),
])
export type TransportEvent = z.infer<typeof transportEvent>

/** Served to the page that holds the lease; one at a time. */
export const transport = {
  lease: stream(z.object({ pageId: z.string().check(z.maxLength(64)) }), transportOrder),
  report: command(z.object({ events: z.array(transportEvent).check(z.maxLength(64)) }), nothing),
}
