import { concatBytes, equalBytes } from '../base/bytes.ts'
import { deriveKey } from '../crypto/index.ts'

/**
 * The recovery kit (rule 33): the root seed as words that can be said and copied in any language. Each has
 * five letters, consonant, vowel, consonant, vowel, consonant, and carries 16 bits: 4, 2, 4, 2, 4. The last
 * two words are a checksum; so a wrong letter is noticed, and nothing is guessed.
 */
const CONSONANTS = 'bdfghjklmnprstvz'
const VOWELS = 'aiou'
const WORD = new RegExp(`^[${CONSONANTS}][${VOWELS}][${CONSONANTS}][${VOWELS}][${CONSONANTS}]$`)
const SEED_BYTES = 32
const CHECK_BYTES = 4

/** How many words a kit has. */
export const KIT_WORDS = (SEED_BYTES + CHECK_BYTES) / 2

const checkOf = (seed: Uint8Array) => deriveKey(seed, 'kit/check').slice(0, CHECK_BYTES)

function wordOf(bits: number): string {
  const consonant = (shift: number) => CONSONANTS[(bits >>> shift) & 15]
  const vowel = (shift: number) => VOWELS[(bits >>> shift) & 3]
  return `${consonant(12)}${vowel(10)}${consonant(6)}${vowel(4)}${consonant(0)}`
}

function bitsOf(word: string): number {
  const place = (at: number, letters: string) => letters.indexOf(word[at] as string)
  return (
    (place(0, CONSONANTS) << 12) |
    (place(1, VOWELS) << 10) |
    (place(2, CONSONANTS) << 6) |
    (place(3, VOWELS) << 4) |
    place(4, CONSONANTS)
  )
}

/** `seed`: 32 bytes. */
export function recoveryWords(seed: Uint8Array): string[] {
  const bytes = concatBytes(seed, checkOf(seed))
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  return Array.from({ length: KIT_WORDS }, (_, at) => wordOf(view.getUint16(2 * at)))
}

export type ParsedKit =
  | { readonly type: 'seed'; readonly seed: Uint8Array }
  /** Places of words that cannot be in any kit, from 0; empty: each could be, together they are not one. */
  | { readonly type: 'wrong'; readonly places: readonly number[]; readonly count: number }

/** Any blanks, commas, hyphens, line breaks and numbering between the words; any case. */
export function parseRecoveryWords(entered: string): ParsedKit {
  const words = entered.toLowerCase().match(/[a-zà-ÿ]+/g) ?? []
  const places = words.flatMap((word, at) => (WORD.test(word) ? [] : [at]))
  const wrong: ParsedKit = { type: 'wrong', places, count: words.length }
  if (places.length > 0 || words.length !== KIT_WORDS) return wrong
  const bytes = new Uint8Array(2 * KIT_WORDS)
  const view = new DataView(bytes.buffer)
  for (const [at, word] of words.entries()) view.setUint16(2 * at, bitsOf(word))
  const seed = bytes.slice(0, SEED_BYTES)
  return equalBytes(checkOf(seed), bytes.subarray(SEED_BYTES)) ? { type: 'seed', seed } : wrong
}
