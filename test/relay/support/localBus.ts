import type { Bus, OnBusPublish } from '../../../signaling/bus/bus.ts'

/** A Bus between relays of one process. */
export function createLocalBuses(): () => Bus {
  const ends = new Set<{ topics: Set<string>; hear: OnBusPublish }>()
  return () => {
    const end = { topics: new Set<string>(), hear: (() => {}) as OnBusPublish }
    ends.add(end)
    return {
      isReady: () => true,
      listen(onPublish) {
        end.hear = onPublish
      },
      join: (topic) => end.topics.add(topic),
      leave: (topic) => end.topics.delete(topic),
      publish(topic, text) {
        const copy = Uint8Array.from(text)
        for (const other of ends) {
          if (other !== end && other.topics.has(topic)) setImmediate(() => other.hear(topic, copy))
        }
      },
      async close() {
        ends.delete(end)
      },
    }
  }
}
