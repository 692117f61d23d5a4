/** The database key of these tests, 32 bytes. */
export const TEST_KEY = new Uint8Array(32).map((_, index) => index * 3)

/** A chunk's name for a number: as long and as shaped as a hash. */
export const hashOf = (number: number): string => number.toString(16).padStart(64, '0')
