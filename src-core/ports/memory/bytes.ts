/** Stored bytes are the store's own: a caller that wipes its copy must not reach into them. */
export const copyOf = (bytes: Uint8Array): Uint8Array => bytes.slice()

/** About how many bytes values hold, for the storage meter: bytes as they are, text as two each. */
export function sizeOf(values: Iterable<unknown>): number {
  let total = 0
  for (const value of values) total += sizeOfOne(value)
  return total
}

function sizeOfOne(value: unknown): number {
  if (value instanceof Uint8Array) return value.length
  if (typeof value === 'string') return value.length * 2
  if (typeof value === 'object' && value !== null) return sizeOf(Object.values(value))
  return 8
}
