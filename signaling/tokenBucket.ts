/** So many a second on average, and so many at once after a pause. */
export interface Rate {
  readonly perSecond: number
  readonly burst: number
}

/**
 * A token bucket that may go into debt. `now` is in ms from any fixed start.
 *
 * Debt, not refusal: frames that were already read from a socket cannot be given back, so they are
 * served and the socket waits until they are paid for.
 */
export class TokenBucket {
  #rate: Rate
  #tokens: number
  #filledAt: number

  constructor(rate: Rate, now: number) {
    this.#rate = rate
    this.#tokens = rate.burst
    this.#filledAt = now
  }

  /** Takes `count` tokens, whether there or not; how many ms until the debt is paid, 0 if none. */
  spend(count: number, now: number): number {
    if (this.#rate.perSecond === Number.POSITIVE_INFINITY) return 0
    this.#fill(now)
    this.#tokens -= count
    return this.#tokens >= 0 ? 0 : (-this.#tokens / this.#rate.perSecond) * 1000
  }

  /** Takes `count` tokens only if they are there. */
  tryTake(count: number, now: number): boolean {
    if (this.#rate.perSecond === Number.POSITIVE_INFINITY) return true
    this.#fill(now)
    if (this.#tokens < count) return false
    this.#tokens -= count
    return true
  }

  /** Whether forgetting this bucket would lose nothing. */
  isFull(now: number): boolean {
    this.#fill(now)
    return this.#tokens >= this.#rate.burst
  }

  #fill(now: number): void {
    const gained = ((now - this.#filledAt) / 1000) * this.#rate.perSecond
    if (gained > 0) this.#tokens = Math.min(this.#rate.burst, this.#tokens + gained)
    this.#filledAt = now
  }
}
