import type { NatsConnection, Subscription } from '@nats-io/transport-node'
import { keepNatsConnection } from '../nats/keepNatsConnection.ts'
import type { NatsOptions } from '../nats/natsOptions.ts'
import type { Bus, OnBusPublish } from './bus.ts'
import { createFlow } from './flow.ts'
import { topicSubject } from './topicSubject.ts'

export interface NatsBusEvents {
  /** NATS is reached or lost. */
  readonly onReach?: (isUp: boolean) => void
}

interface JoinedTopic {
  readonly subject: string
  subscription: Subscription | undefined
}

/**
 * A Bus over NATS: one subject a topic, subscribed to while somebody here listens, so that a relay is
 * sent only what its clients want. Opens at once and connects by itself; until then, and while NATS is
 * away, the relay serves those who are on it.
 */
export function createNatsBus(options: NatsOptions, events: NatsBusEvents = {}): Bus {
  const joined = new Map<string, JoinedTopic>()
  let hear: OnBusPublish = () => {}
  let connection: NatsConnection | undefined
  let isUp = false
  const flow = createFlow(async () => connection?.flush())

  const subscribe = (topic: string, { subject }: JoinedTopic) =>
    connection?.subscribe(subject, {
      callback: (error, message) => {
        if (!error) hear(topic, message.data)
      },
    })

  const kept = keepNatsConnection(options, {
    onConnection(opened) {
      connection = opened
      for (const [topic, entry] of joined) entry.subscription = subscribe(topic, entry)
    },
    onReach(next) {
      isUp = next
      flow.reset()
      events.onReach?.(next)
    },
  })

  return {
    isReady: () => isUp,
    listen(onPublish) {
      hear = onPublish
    },
    join(topic) {
      if (joined.has(topic)) return
      const entry: JoinedTopic = {
        subject: topicSubject(options.prefix, topic),
        subscription: undefined,
      }
      joined.set(topic, entry)
      if (connection && !connection.isClosed()) entry.subscription = subscribe(topic, entry)
    },
    leave(topic) {
      const entry = joined.get(topic)
      joined.delete(topic)
      if (connection && !connection.isClosed()) entry?.subscription?.unsubscribe()
    },
    publish(topic, text) {
      // Kept back and sent later it would be of no use, and while NATS is away it would pile up.
      if (!isUp || !connection || connection.isClosed() || !flow.tryTake(text.length)) return
      connection.publish(joined.get(topic)?.subject ?? topicSubject(options.prefix, topic), text)
    },
    async close() {
      joined.clear()
      await kept.close()
    },
  }
}
