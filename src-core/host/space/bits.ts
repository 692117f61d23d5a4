/** How many bits of a bitmap are set. */
export function countBits(bitmap: Uint8Array): number {
  let bits = 0
  for (let byte of bitmap) for (; byte; byte &= byte - 1) bits++
  return bits
}
