/** Fixed limits of protocol rules 13 and 36. */
export const MAX_UPDATE_BYTES = 256 * 1024
export const MAX_STRUCTS = 2048
export const MAX_PENDING_BYTES = 1024 * 1024
export const MAX_PRESENCE_BYTES = 4096

/** Highest Yjs clock a device may reach in one document; far beyond use, far below 2^53. */
export const MAX_CLOCK = 2 ** 40

/** How deeply a value inside an update may nest; Foyer's own values nest three levels. */
export const MAX_VALUE_DEPTH = 32

/**
 * How far an order may lie beyond the number of entries known. Honest orders never exceed that number
 * once everything has arrived, so the room is for what has not; and no author can use orders up.
 */
export const MAX_ORDER_AHEAD = 2 ** 20

export const MAX_TEXT = 20_000
export const MAX_NAME = 200
export const MAX_URL = 4096

/** A 16-byte id in its one spelling: any other would make whoever reads it as bytes throw. */
export const SHORT_ID = /^[\w-]{21}[AQgw]$/
