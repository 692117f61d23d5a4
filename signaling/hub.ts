import { MAX_RELAYED_BYTES, writeRelayedPublish } from '../src-core/sync/relayProtocol.ts'
import type { Connection, ConnectionContext } from './connection.ts'
import { createFanOut } from './fanOut.ts'
import type { RelayLimits } from './limits.ts'
import type { RelayCounters } from './stats.ts'
import { encodeTextFrame } from './textFrame.ts'
import { TokenBucket } from './tokenBucket.ts'
import type { Topic } from './topic.ts'
import { createTopics, type Topics } from './topics.ts'

/** The middle of the relay: who is connected, who listens to what, and what goes to whom. */
export interface Hub {
  readonly connections: Set<Connection>
  readonly topics: Topics
  /** What a connection is given to work with. */
  readonly context: ConnectionContext
  /** Writes out what this turn of the event loop still holds. */
  flush(): void
}

export interface HubOptions {
  readonly limits: RelayLimits
  readonly counters: RelayCounters
  /** ms, monotonic. */
  readonly now: () => number
}

export function createHub({ limits, counters, now }: HubOptions): Hub {
  const connections = new Set<Connection>()
  const fanOut = createFanOut({
    unreadBytesPerSocket: limits.unreadBytesPerSocket,
    onDelivered: (frames) => {
      counters.delivered += frames
    },
  })
  const topics = createTopics(fanOut)

  const isWithinQuota = (topic: Topic) => {
    topic.publishes ??= new TokenBucket(limits.publishesPerTopic, now())
    return topic.publishes.tryTake(1, now())
  }

  const publish = (name: string, data: unknown): boolean => {
    counters.published++
    const topic = topics.find(name)
    if (!topic) return true
    if (!isWithinQuota(topic)) {
      counters.dropped++
      return true
    }
    const frame = encodePublish(name, data)
    if (frame) fanOut.publish(topic, frame)
    return frame !== undefined
  }

  const context: ConnectionContext = {
    limits,
    now,
    publish,
    find: topics.find,
    subscribe: topics.subscribe,
    unsubscribe: topics.unsubscribe,
    pong: fanOut.pong,
    onMalformed: () => {
      counters.malformed++
    },
    onExpelled: (reason) => {
      if (reason === 'unread') counters.slow++
      else counters.expelled++
    },
    onClosed: (connection) => {
      connections.delete(connection)
    },
  }
  return { connections, topics, context, flush: fanOut.flush }
}

/** Nothing when the data cannot be passed on within the size that clients take. */
function encodePublish(topic: string, data: unknown): Buffer | undefined {
  try {
    const frame = encodeTextFrame(writeRelayedPublish(topic, data))
    return frame.length <= MAX_RELAYED_BYTES ? frame : undefined
  } catch (error) {
    if (error instanceof RangeError) return undefined // nested too deeply
    throw error
  }
}
