/** Numbers of protocol rules 18, 20, 36 and of "Sizes to design for". Bytes and ms. */
export const MAX_ENVELOPE_BYTES = 256 * 1024
export const MAX_PRESENCE_BYTES = 4 * 1024
/** Live envelopes a peer may push: so many a second on average, and so many at once. */
export const LIVE_PER_SECOND = 50
export const LIVE_BURST = 200
export const MAX_UNAUTHENTICATED_INBOUND = 5
/** Full mesh up to this many peers; above it a device keeps 8 to 12 links and gossips. */
export const MAX_PEERS = 12
export const ENOUGH_PEERS = 8

export const MAX_FRAME_BYTES = 64 * 1024
/** A bulk frame while live traffic waits, so that a keystroke queues behind little. */
export const SHORT_FRAME_BYTES = 16 * 1024
export const MAX_MESSAGE_BYTES = 8 * 1024 * 1024

export const PING_AFTER_MS = 15_000
/** A link on which nothing came for this long is dead. */
export const SILENCE_MS = 40_000
export const CONNECT_TIMEOUT_MS = 20_000
export const HANDSHAKE_TIMEOUT_MS = 10_000

/** Heads of a log in one message; a log can have more. */
export const MAX_TOLD_LOG_HEADS = 64
export const FRONTIERS_EVERY_MS = 30_000
export const CHUNKS_IN_FLIGHT = 16
