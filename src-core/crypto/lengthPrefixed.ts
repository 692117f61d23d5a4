import { concatBytes } from '../base/bytes.ts'

function u32(value: number): Uint8Array {
  return Uint8Array.of(value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255)
}

/** u32 length ‖ bytes for every part, so that no two lists of parts become the same bytes. */
export function lengthPrefixed(parts: readonly Uint8Array[]): Uint8Array {
  return concatBytes(...parts.flatMap((part) => [u32(part.length), part]))
}
