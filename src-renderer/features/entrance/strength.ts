/** 0: nothing to judge; 1 weak, 2 fair, 3 strong, 4 very strong. */
export type Strength = 0 | 1 | 2 | 3 | 4

/** Bits a guesser who knows words gains nothing from: about one of 4,000 common words. */
const WORD_BITS = 12
/** Bits from which a level begins; Argon2id leaves an attacker about 10⁴ guesses a second. */
const LEVELS = [34, 46, 60] as const
const USUAL = /passw|wachtwoord|motdepasse|qwert|azert|1234|abcd|foyer|letmein|admin/i

const poolOf = (text: string): number =>
  (/[a-z]/.test(text) ? 26 : 0) +
  (/[A-Z]/.test(text) ? 26 : 0) +
  (/\d/.test(text) ? 10 : 0) +
  (/[^a-zA-Z\d]/.test(text) ? 33 : 0)

/** Characters that do not just repeat or continue the one before. */
const fresh = (text: string): number => {
  let count = 0
  for (let index = 0; index < text.length; index++) {
    const step = text.charCodeAt(index) - text.charCodeAt(index - 1)
    if (!(Math.abs(step) <= 1)) count++
  }
  return count
}

const characterBits = (text: string): number => fresh(text) * Math.log2(Math.max(2, poolOf(text)))

/** Lower of two guesses: by characters, and by words. A rough floor, never a promise. */
export function passphraseBits(text: string): number {
  const byCharacter = characterBits(text)
  const words = new Set((text.match(/\p{L}{3,}/gu) ?? []).map((word) => word.toLowerCase()))
  const rest = text.replace(/\p{L}{3,}|\s+/gu, '')
  const byWord = words.size * WORD_BITS + characterBits(rest)
  const bits = Math.min(byCharacter, byWord)
  return USUAL.test(text) ? bits / 2 : bits
}

export function strengthOf(passphrase: string): Strength {
  if (passphrase === '') return 0
  const bits = passphraseBits(passphrase)
  const level = LEVELS.findIndex((from) => bits < from)
  return (level < 0 ? 4 : level + 1) as Strength
}
