/** Bounds what was handed to a connection and is not known to have arrived. */
export interface Flow {
  /** Whether so many bytes more may go out now. */
  tryTake(bytes: number): boolean
  /** Nothing is under way any more. */
  reset(): void
}

const CONFIRM_EVERY = 1024 * 1024
const MOST_UNCONFIRMED = 32 * 1024 * 1024

/**
 * NATS' library queues without end for a server that does not read. So now and then the server is asked
 * to confirm (`confirm` resolves when all before it has arrived), and what exceeds 32 MiB is not sent.
 */
export function createFlow(confirm: () => Promise<void> | undefined): Flow {
  let unconfirmed = 0
  let sinceAsked = 0
  let run = 0

  const ask = async () => {
    const asked = sinceAsked
    const askedIn = run
    sinceAsked = 0
    await confirm()
    if (askedIn === run) unconfirmed -= asked
  }

  return {
    tryTake(bytes) {
      if (unconfirmed + bytes > MOST_UNCONFIRMED) return false
      unconfirmed += bytes
      sinceAsked += bytes
      if (sinceAsked >= CONFIRM_EVERY) ask().catch(() => {})
      return true
    },
    reset() {
      run++
      unconfirmed = 0
      sinceAsked = 0
    },
  }
}
