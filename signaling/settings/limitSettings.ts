import { defaultLimits, type RelayLimits } from '../limits.ts'
import type { Rate } from '../tokenBucket.ts'
import { number, section, toggle } from './setting.ts'

const count = (means: string, fallback: number) =>
  number({ means, fallback, least: 1, most: Number.MAX_SAFE_INTEGER })

const rate = (means: string, { perSecond, burst }: Rate) =>
  section({
    perSecond: number({
      means: `${means}, a second`,
      fallback: perSecond,
      least: 0.001,
      most: Number.MAX_SAFE_INTEGER,
      isWhole: false,
    }),
    burst: count(`${means}, at once after a pause`, burst),
  })

/** Every limit of limits.ts by its name there. */
export const limitSettings = section({
  enforced: toggle({ means: 'off is for benchmarks only, and says so', fallback: true }),
  connections: count('open WebSockets in all', defaultLimits.connections),
  connectionsPerAddress: count(
    'open WebSockets of one address',
    defaultLimits.connectionsPerAddress,
  ),
  handshakesPerAddress: rate('handshakes of one address', defaultLimits.handshakesPerAddress),
  framesPerSocket: rate('frames of one socket', defaultLimits.framesPerSocket),
  framesPerAddress: rate('frames of one address', defaultLimits.framesPerAddress),
  bytesPerSocket: rate('bytes of one socket', defaultLimits.bytesPerSocket),
  requestsPerAddress: rate('plain HTTP requests of one address', defaultLimits.requestsPerAddress),
  publishesPerTopic: rate('publishes to one topic', defaultLimits.publishesPerTopic),
  bytesPerTopic: rate('bytes published to one topic', defaultLimits.bytesPerTopic),
  malformedPerSocket: rate('broken frames of one socket', defaultLimits.malformedPerSocket),
  subscriptions: count('topics that sockets listen to, in all', defaultLimits.subscriptions),
  subscriptionsPerSocket: count('topics of one socket', defaultLimits.subscriptionsPerSocket),
  subscriptionsPerAddress: count('topics of one address', defaultLimits.subscriptionsPerAddress),
  unreadBytesPerSocket: count(
    'bytes waiting for a slow client',
    defaultLimits.unreadBytesPerSocket,
  ),
  unreadBytes: count('bytes waiting for all slow clients together', defaultLimits.unreadBytes),
} satisfies Record<keyof RelayLimits | 'enforced', unknown>)
