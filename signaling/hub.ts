import {
  MAX_RELAYED_BYTES,
  type RelayAbout,
  writeRelayedPublish,
} from '../src-core/sync/relayProtocol.ts'
import type { Bus } from './bus/bus.ts'
import { isPublishTo } from './bus/isPublishTo.ts'
import type { Connection, ConnectionContext } from './connection.ts'
import { createFanOut } from './fanOut.ts'
import type { RelayLimits } from './limits.ts'
import type { Mailbox } from './mailbox/createMailbox.ts'
import type { RelayCounters } from './stats.ts'
import { encodeTextFrame, encodeUtf8Frame, textOfFrame } from './textFrame.ts'
import type { Topic } from './topic.ts'
import { TopicQuota } from './topicQuota.ts'
import { createTopics, type Topics } from './topics.ts'
import type { OfferIce } from './turnCredentials.ts'

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
  /** The way to the other relays that this one acts as one with, if there are any. */
  readonly bus: Bus | undefined
  readonly mailbox: Mailbox | undefined
  readonly offerIce: OfferIce
  readonly about: RelayAbout | undefined
}

export function createHub(options: HubOptions): Hub {
  const { limits, counters, now, bus, mailbox, offerIce, about } = options
  const connections = new Set<Connection>()
  const fanOut = createFanOut({
    unreadBytesPerSocket: limits.unreadBytesPerSocket,
    unreadBytes: limits.unreadBytes,
    onDelivered: (frames) => {
      counters.delivered += frames
    },
  })
  const topics = createTopics(fanOut, bus)

  const deliver = (topic: Topic, frame: Buffer): boolean => {
    topic.quota ??= new TopicQuota(limits, now())
    const isWithinQuota = topic.quota.tryTake(frame.length, now())
    if (isWithinQuota) fanOut.publish(topic, frame)
    else counters.dropped++
    return isWithinQuota
  }

  const publish = (name: string, data: unknown): boolean => {
    counters.published++
    const topic = topics.find(name)
    if (!topic && !bus) return true
    const frame = encodePublish(name, data)
    if (!frame) return false
    if (!topic || deliver(topic, frame)) bus?.publish(name, textOfFrame(frame))
    return true
  }

  bus?.listen((name, text) => {
    const topic = topics.find(name)
    if (topic && isPublishTo(name, text)) deliver(topic, encodeUtf8Frame(text))
  })

  const context: ConnectionContext = {
    limits,
    now,
    publish,
    hasRoom: () => topics.subscriptions < limits.subscriptions,
    find: topics.find,
    subscribe: topics.subscribe,
    unsubscribe: topics.unsubscribe,
    pong: fanOut.pong,
    send: fanOut.send,
    mailbox,
    offerIce,
    about,
    onMalformed: () => {
      counters.malformed++
    },
    onExpelled: (reason) => {
      if (reason === 'unread') counters.slow++
      else counters.expelled++
    },
    onClosed: (connection) => {
      connections.delete(connection)
      fanOut.forget(connection)
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
