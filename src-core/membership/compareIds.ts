const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const PLACES = new Map([...ALPHABET].map((letter, place) => [letter.charCodeAt(0), place]))
const placeOf = (text: string, at: number): number => PLACES.get(text.charCodeAt(at)) ?? -1

/**
 * Orders ids of the same length (base64url) as their bytes are ordered; protocol rules that say "lowest
 * hash" mean bytes. The letters are compared by their six bits: the first that differs decides.
 */
export function compareIds(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++)
    if (a.charCodeAt(i) !== b.charCodeAt(i)) return placeOf(a, i) - placeOf(b, i)
  return a.length - b.length
}
