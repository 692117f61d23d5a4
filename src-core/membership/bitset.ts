/** A set of small whole numbers, one bit each. Reading beyond its capacity finds nothing. */
export type Bitset = Uint32Array

export const createBitset = (capacity: number): Bitset => new Uint32Array((capacity >>> 5) + 1)

export const hasBit = (set: Bitset, index: number): boolean =>
  (((set[index >>> 5] ?? 0) >>> (index & 31)) & 1) === 1

export function addBit(set: Bitset, index: number): void {
  set[index >>> 5] = (set[index >>> 5] as number) | (1 << (index & 31))
}

/** `set` must have room for everything in `other`. */
export function addBits(set: Bitset, other: Bitset): void {
  for (let i = 0; i < other.length; i++) set[i] = (set[i] as number) | (other[i] as number)
}

export function countBits(set: Bitset): number {
  let count = 0
  for (let word of set) {
    while (word !== 0) {
      word &= word - 1
      count += 1
    }
  }
  return count
}
