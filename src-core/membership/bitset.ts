/**
 * A set of small whole numbers that has all of the first ones: those below 32 × `full`, and of the others one
 * bit each in `words`. The past of an entry is nearly everything before it, so that 10,000 pasts stay small.
 */
export interface Bitset {
  readonly full: number
  readonly words: Uint32Array
}

const ALL = 0xffffffff
const wordOf = (index: number): number => index >>> 5
const bitOf = (index: number): number => 1 << (index & 31)

export function hasBit({ full, words }: Bitset, index: number): boolean {
  const at = wordOf(index) - full
  if (at < 0) return true
  return at < words.length && ((words[at] as number) & bitOf(index)) !== 0
}

export const NOTHING: Bitset = { full: 0, words: new Uint32Array(0) }

/** Everything in one of the sets, and the numbers added to them. */
export function unionOf(parts: readonly { readonly set: Bitset; readonly and: number }[]): Bitset {
  const full = parts.reduce((most, { set }) => Math.max(most, set.full), 0)
  const end = parts.reduce(
    (most, { set, and }) => Math.max(most, set.full + set.words.length, wordOf(and) + 1),
    full,
  )
  const words = new Uint32Array(end - full)
  for (const { set, and } of parts) {
    for (let at = Math.max(full - set.full, 0); at < set.words.length; at++)
      words[at + set.full - full] =
        (words[at + set.full - full] as number) | (set.words[at] as number)
    if (wordOf(and) >= full)
      words[wordOf(and) - full] = (words[wordOf(and) - full] as number) | bitOf(and)
  }
  let leading = 0
  while (leading < words.length && words[leading] === ALL) leading++
  return { full: full + leading, words: leading > 0 ? words.slice(leading) : words }
}

/** The first number that is not in it. */
export function firstMissing({ full, words }: Bitset): number {
  const missing = ~(words[0] ?? 0)
  return full * 32 + (31 - Math.clz32(missing & -missing))
}
