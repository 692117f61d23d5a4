import type { FanOut } from './fanOut.ts'
import type { Subscriber } from './subscriber.ts'
import { createTopic, type Topic } from './topic.ts'

/** Who listens to what. A Map, so that no topic name can mean anything to the language. */
export interface Topics {
  readonly size: number
  readonly subscriptions: number
  find(name: string): Topic | undefined
  subscribe(subscriber: Subscriber, name: string): Topic
  unsubscribe(subscriber: Subscriber, topic: Topic): void
}

/** Told of a topic's first subscriber and of its last. */
export interface TopicInterest {
  join(topic: string): void
  leave(topic: string): void
}

export function createTopics(fanOut: FanOut, interest?: TopicInterest): Topics {
  const byName = new Map<string, Topic>()
  let subscriptions = 0

  const open = (name: string): Topic => {
    const topic = createTopic(name)
    byName.set(name, topic)
    interest?.join(name)
    return topic
  }

  return {
    get size() {
      return byName.size
    },
    get subscriptions() {
      return subscriptions
    },
    find: (name) => byName.get(name),
    subscribe(subscriber, name) {
      const topic = byName.get(name) ?? open(name)
      if (topic.subscribers.has(subscriber)) return topic
      fanOut.settle(topic)
      topic.subscribers.add(subscriber)
      subscriptions++
      return topic
    },
    unsubscribe(subscriber, topic) {
      fanOut.settle(topic)
      if (!topic.subscribers.delete(subscriber)) return
      subscriptions--
      if (topic.subscribers.size > 0) return
      byName.delete(topic.name)
      interest?.leave(topic.name)
    },
  }
}
