import type { RelayLimits } from './limits.ts'
import { TokenBucket } from './tokenBucket.ts'

/** What may be published to one topic. */
export class TopicQuota {
  readonly #publishes: TokenBucket
  readonly #bytes: TokenBucket

  constructor(limits: RelayLimits, now: number) {
    this.#publishes = new TokenBucket(limits.publishesPerTopic, now)
    this.#bytes = new TokenBucket(limits.bytesPerTopic, now)
  }

  tryTake(bytes: number, now: number): boolean {
    return this.#publishes.tryTake(1, now) && this.#bytes.tryTake(bytes, now)
  }
}
