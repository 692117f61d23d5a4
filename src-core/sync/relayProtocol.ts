// The small build: the relay alone would otherwise hold 3 MB of zod that it never uses.
import * as z from 'zod/mini'
import { err, ok, type Result } from '../base/result.ts'

/**
 * The frames between a relay and its clients: JSON text over a WebSocket, exactly as y-webrtc 10.3
 * speaks them, so that its stock clients work with our relay and ours with its server.
 *
 *   client → relay  {"type":"subscribe","topics":[…]}   {"type":"unsubscribe","topics":[…]}
 *                   {"type":"publish","topic":…,"data":…}   {"type":"ping"}
 *   relay → client  {"type":"publish","topic":…,"data":…,"clients":n}   {"type":"pong"}
 *
 * One word is ours: a client asks {"type":"hello"}, and a relay that keeps a mailbox answers
 * {"type":"hello","mailbox":1,"days":30}: the version of the binary frames of mailboxFrames.ts, and how
 * long it keeps items. Others ignore it.
 *
 * And another: a client asks {"type":"ice"}, and a relay that knows STUN or TURN servers answers
 * {"type":"ice","servers":[…],"seconds":n}, in the words of RTCConfiguration; credentials end after
 * so many seconds.
 *
 * And a third: a client asks {"type":"about"}, and a relay whose owner says who runs it or where it is
 * answers {"type":"about","operator":…,"region":…}, each a text or null. It is a claim, nothing more.
 *
 * A publish reaches every subscriber of its topic, the sender too if it is one. Keys that are not
 * named here are dropped, and a frame of an unknown type is ignored, as y-webrtc's server does.
 */

/** Largest frame a client may send, in bytes of UTF-8 (protocol rule 19). */
export const MAX_FRAME_BYTES = 64 * 1024

/**
 * Largest frame a relay sends: a frame of the largest size gains a `clients` field, and writing a
 * number out in full (1e20) can lengthen it further; past this the publish is refused.
 */
export const MAX_RELAYED_BYTES = MAX_FRAME_BYTES + 1024

/** Longest topic, in UTF-16 code units. Ours have 43; y-webrtc uses the room's name. */
export const MAX_TOPIC_LENGTH = 256

/**
 * What stands in `clients`. y-webrtc's server puts the number of subscribers there; its client never
 * reads it, and telling it would tell anyone who guesses a topic how many people meet (rule 19). One
 * is always true: whoever reads the frame is subscribed.
 */
export const UNDISCLOSED_CLIENTS = 1

const Topic = z.string().check(z.minLength(1), z.maxLength(MAX_TOPIC_LENGTH))
const Topics = z.array(Topic).check(z.maxLength(MAX_FRAME_BYTES / 4))

export const RelayRequest = z.discriminatedUnion('type', [
  z.object({ type: z.literal('subscribe'), topics: Topics }),
  z.object({ type: z.literal('unsubscribe'), topics: Topics }),
  z.object({ type: z.literal('publish'), topic: Topic, data: z.unknown() }),
  z.object({ type: z.literal('ping') }),
  z.object({ type: z.literal('hello') }),
  z.object({ type: z.literal('ice') }),
  z.object({ type: z.literal('about') }),
])
export type RelayRequest = z.infer<typeof RelayRequest>

/** Longest claim of a relay about itself, in UTF-16 code units. */
export const MAX_CLAIM_LENGTH = 100

/** An address of a STUN or TURN server (RFC 7064, RFC 7065). */
export const iceUrl = /^(stuns?|turns?):[^\s/?#@]{1,253}(\?transport=(udp|tcp))?$/

const IceUrl = z.string().check(z.regex(iceUrl))
const IceServer = z.object({
  urls: z.array(IceUrl).check(z.minLength(1), z.maxLength(8)),
  username: z.optional(z.string().check(z.maxLength(512))),
  credential: z.optional(z.string().check(z.maxLength(512))),
})

/** What a relay offers for finding a way past address translation. */
export const IceOffer = z.object({
  servers: z.array(IceServer).check(z.maxLength(4)),
  /** How long the credentials are good for, from now. */
  seconds: z.number().check(z.gte(1), z.lte(604_800)),
})
export type IceOffer = z.infer<typeof IceOffer>

const Claim = z.nullable(z.string().check(z.maxLength(MAX_CLAIM_LENGTH)))

/** What a relay's owner says of it: who runs it, and where it is. */
export const RelayAbout = z.object({ operator: Claim, region: Claim })
export type RelayAbout = z.infer<typeof RelayAbout>

export const RelayMessage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('publish'), topic: Topic, data: z.unknown() }),
  z.object({ type: z.literal('pong') }),
  z.object({
    type: z.literal('hello'),
    mailbox: z.int(),
    /** Whole: times that follow from it are told to pages. */
    days: z.int().check(z.nonnegative()),
  }),
  z.extend(IceOffer, { type: z.literal('ice') }),
  z.extend(RelayAbout, { type: z.literal('about') }),
])
export type RelayMessage = z.infer<typeof RelayMessage>

/** Why a frame was not taken; `unknown-type` is harmless, the others are a fault of the sender. */
export type FrameFault = 'not-json' | 'not-a-frame' | 'unknown-type'

const knownTypes = new Set([
  'subscribe',
  'unsubscribe',
  'publish',
  'ping',
  'pong',
  'hello',
  'ice',
  'about',
])

function parseFrame<T>(schema: z.ZodMiniType<T>, text: string): Result<T, FrameFault> {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return err('not-json')
  }
  const parsed = schema.safeParse(json)
  if (parsed.success) return ok(parsed.data)
  return err(hasUnknownType(json) ? 'unknown-type' : 'not-a-frame')
}

function hasUnknownType(json: unknown): boolean {
  if (typeof json !== 'object' || json === null || !Object.hasOwn(json, 'type')) return false
  const type: unknown = (json as { type: unknown }).type
  return typeof type === 'string' && !knownTypes.has(type)
}

/** Reads what a client sent. Never throws. */
export const parseRelayRequest = (text: string): Result<RelayRequest, FrameFault> =>
  parseFrame(RelayRequest, text)

/** Reads what a relay sent. Never throws: a relay is as little trusted as anyone. */
export const parseRelayMessage = (text: string): Result<RelayMessage, FrameFault> =>
  parseFrame(RelayMessage, text)

/** The text of a client's frame. */
export const writeRelayRequest = (request: RelayRequest): string => JSON.stringify(request)

/**
 * The text of a publish on its way to the subscribers. Throws RangeError when `data` is nested too
 * deeply to be written, which a client can do on purpose.
 */
export const writeRelayedPublish = (
  topic: string,
  data: unknown,
  clients: number = UNDISCLOSED_CLIENTS,
): string => JSON.stringify({ type: 'publish', topic, data, clients })

/** What the text of a publish to this topic begins with, as `writeRelayedPublish` writes it. */
export const relayedPublishStart = (topic: string): string =>
  `{"type":"publish","topic":${JSON.stringify(topic)},"data":`

export const PONG_TEXT = '{"type":"pong"}'

/** What a relay whose owner says something of it answers to `about`. */
export const aboutText = (about: RelayAbout): string => JSON.stringify({ type: 'about', ...about })

/** What a relay that keeps a mailbox answers to a hello. */
export const helloText = (mailbox: number, days: number): string =>
  JSON.stringify({ type: 'hello', mailbox, days })

/** What a relay that knows STUN or TURN servers answers to `ice`. */
export const iceText = (offer: IceOffer): string => JSON.stringify({ type: 'ice', ...offer })
