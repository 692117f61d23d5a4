import type { Subscriber } from './subscriber.ts'
import type { TokenBucket } from './tokenBucket.ts'

/** One opaque topic. Lives as long as someone is subscribed; keeps nothing that was published. */
export interface Topic {
  readonly name: string
  readonly subscribers: Set<Subscriber>
  /** Its quota, from the first publish on: most topics only wait. */
  publishes: TokenBucket | undefined
  /** Frames published in this turn of the event loop and not yet handed to the subscribers. */
  batch: Buffer[]
}

export const createTopic = (name: string): Topic => ({
  name,
  subscribers: new Set(),
  publishes: undefined,
  batch: [],
})
