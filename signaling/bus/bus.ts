/**
 * How relays that act as one pass on what is published.
 *
 * A relay hears only the topics that it joined, and never what it published itself. Nothing is kept:
 * what is published while the bus is away does not reach the others, as with a relay that is down.
 * Order is kept from one relay to another, topic by topic.
 */
export interface Bus {
  /** Whether the other relays can be reached now. */
  isReady(): boolean
  /** Whoever hears the publishes of the others; set once, before the first `join`. */
  listen(onPublish: OnBusPublish): void
  /** The topic's first subscriber has come. */
  join(topic: string): void
  /** Its last one has gone. */
  leave(topic: string): void
  /** Hands the text of a frame to the other relays, as UTF-8. Neither waits nor throws. */
  publish(topic: string, text: Uint8Array): void
  close(): Promise<void>
}

/** `text` may be a view of a buffer that is used again. */
export type OnBusPublish = (topic: string, text: Uint8Array) => void
