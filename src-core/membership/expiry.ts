/** Clocks differ: an expiry is passed only this long after it, in ms (rule 34). */
export const EXPIRY_TOLERANCE_MS = 5 * 60 * 1000

/** `expiresAt` null never passes. Both in ms since 1970. */
export const isExpired = (expiresAt: number | null, at: number): boolean =>
  expiresAt !== null && at > expiresAt + EXPIRY_TOLERANCE_MS
