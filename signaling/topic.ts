import type { Subscriber } from './subscriber.ts'
import type { TopicQuota } from './topicQuota.ts'

/** One opaque topic. Lives as long as someone is subscribed; keeps nothing that was published. */
export interface Topic {
  readonly name: string
  readonly subscribers: Set<Subscriber>
  /** Its quotas, from the first publish on: most topics only wait. */
  quota: TopicQuota | undefined
  /** Frames published in this turn of the event loop and not yet handed to the subscribers. */
  batch: Buffer[]
}

export const createTopic = (name: string): Topic => ({
  name,
  subscribers: new Set(),
  quota: undefined,
  batch: [],
})
