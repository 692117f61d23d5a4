import type { Rate } from './tokenBucket.ts'

/** What one client, one address or one topic may take. Lowering one never breaks a running client. */
export interface RelayLimits {
  /** Open WebSockets in all; further ones get 503. */
  readonly connections: number
  /** Open WebSockets of one address (an IPv6 /64); further ones get 429. */
  readonly connectionsPerAddress: number
  /** WebSocket handshakes of one address. */
  readonly handshakesPerAddress: Rate
  /** Frames of one socket: beyond it the socket is read more slowly, nothing is lost. */
  readonly framesPerSocket: Rate
  /** Frames of all sockets of one address: likewise. */
  readonly framesPerAddress: Rate
  /** Bytes of one socket: likewise. */
  readonly bytesPerSocket: Rate
  /** Plain HTTP requests of one address; further ones get 429. */
  readonly requestsPerAddress: Rate
  /** Publishes to one topic: beyond it they are dropped. */
  readonly publishesPerTopic: Rate
  /** Bytes published to one topic: likewise. */
  readonly bytesPerTopic: Rate
  /** Frames that are no frames: beyond it the socket is closed. */
  readonly malformedPerSocket: Rate
  /** Subscriptions in all; whoever asks for more is told to try again later. */
  readonly subscriptions: number
  readonly subscriptionsPerSocket: number
  readonly subscriptionsPerAddress: number
  /** Bytes waiting for a client that does not read; beyond it the client is cut off. */
  readonly unreadBytesPerSocket: number
  /** Bytes waiting for all clients together; beyond it the largest part is let go. */
  readonly unreadBytes: number
}

const KiB = 1024

/**
 * Sized for rule 17: a person in 100 Spaces listens on some 1,500 topics and publishes little; a
 * practice behind one address has dozens of people.
 */
export const defaultLimits: RelayLimits = {
  connections: 10_000,
  connectionsPerAddress: 256,
  handshakesPerAddress: { perSecond: 50, burst: 300 },
  framesPerSocket: { perSecond: 50, burst: 400 },
  framesPerAddress: { perSecond: 1_000, burst: 5_000 },
  bytesPerSocket: { perSecond: 512 * KiB, burst: 4_096 * KiB },
  requestsPerAddress: { perSecond: 50, burst: 1_000 },
  publishesPerTopic: { perSecond: 200, burst: 2_000 },
  bytesPerTopic: { perSecond: 1_024 * KiB, burst: 32 * 1_024 * KiB },
  malformedPerSocket: { perSecond: 0.1, burst: 20 },
  subscriptions: 1_000_000,
  subscriptionsPerSocket: 4_096,
  subscriptionsPerAddress: 65_536,
  unreadBytesPerSocket: 1_024 * KiB,
  unreadBytes: 256 * 1_024 * KiB,
}

const unlimited: Rate = {
  perSecond: Number.POSITIVE_INFINITY,
  burst: Number.POSITIVE_INFINITY,
}

/** For benchmarks only. Frames stay capped at 64 KiB and are parsed as ever. */
export const noLimits: RelayLimits = {
  connections: Number.POSITIVE_INFINITY,
  connectionsPerAddress: Number.POSITIVE_INFINITY,
  handshakesPerAddress: unlimited,
  framesPerSocket: unlimited,
  framesPerAddress: unlimited,
  bytesPerSocket: unlimited,
  requestsPerAddress: unlimited,
  publishesPerTopic: unlimited,
  bytesPerTopic: unlimited,
  malformedPerSocket: unlimited,
  subscriptions: Number.POSITIVE_INFINITY,
  subscriptionsPerSocket: Number.POSITIVE_INFINITY,
  subscriptionsPerAddress: Number.POSITIVE_INFINITY,
  unreadBytesPerSocket: Number.POSITIVE_INFINITY,
  unreadBytes: Number.POSITIVE_INFINITY,
}
