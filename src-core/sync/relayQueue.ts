/** Publishes that wait for a relay to be there. */
export interface RelayQueue {
  readonly size: number
  push(text: string): void
  /** Takes out everything that is still worth sending, oldest first. */
  drain(): string[]
}

const MAX_ITEMS = 64
const MAX_CHARACTERS = 256 * 1024
/** An offer or a candidate older than this has been overtaken by its sender's next attempt. */
const MAX_AGE_MS = 30_000

/** Bounded in number, size and age; the oldest gives way. */
export function createRelayQueue(now: () => number): RelayQueue {
  let items: { readonly text: string; readonly at: number }[] = []
  let characters = 0
  const dropOldest = () => {
    characters -= items.shift()?.text.length ?? 0
  }
  return {
    get size() {
      return items.length
    },
    push(text) {
      items.push({ text, at: now() })
      characters += text.length
      while (items.length > MAX_ITEMS || characters > MAX_CHARACTERS) dropOldest()
    },
    drain() {
      // What seems to come from the future is as old as the clock was put back.
      const newest = now()
      const isFresh = ({ at }: { at: number }) => at <= newest && at >= newest - MAX_AGE_MS
      const fresh = items.filter(isFresh).map((item) => item.text)
      items = []
      characters = 0
      return fresh
    },
  }
}
