import { compareBytes, concatBytes } from '../base/bytes.ts'
import { idToBytes, type UserId } from '../base/ids.ts'
import { deriveKey } from '../crypto/index.ts'

/** Whose keys are compared: the person's id and root key (rule 1). */
export interface KeyHolder {
  readonly userId: UserId
  /** Ed25519, 32 bytes. */
  readonly rootKey: Uint8Array
}

const GROUPS = 12
const GROUP_DIGITS = 5
const GROUP_BYTES = 5
const QR_PREFIX = 'foyer-safety:1:'

/**
 * 60 digits that are the same on both sides exactly when each side has the other's true root key:
 * twelve groups, each five bytes of BLAKE2b over both holders modulo 100,000. Whoever is in between
 * would have to find keys of theirs on both sides that lead to the same number (about 2^100 attempts).
 */
export function safetyNumber(one: KeyHolder, other: KeyHolder): string {
  const both = [one, other].map(({ userId, rootKey }) => concatBytes(idToBytes(userId), rootKey))
  const [low, high] = both.sort(compareBytes) as [Uint8Array, Uint8Array]
  const parts = [0, 1].map((part) =>
    deriveKey(new Uint8Array(32), 'safety-number', low, high, new Uint8Array([part])),
  )
  const bytes = concatBytes(...parts)
  return Array.from({ length: GROUPS }, (_, group) => groupOf(bytes, group)).join('')
}

function groupOf(bytes: Uint8Array, group: number): string {
  const five = bytes.subarray(group * GROUP_BYTES, (group + 1) * GROUP_BYTES)
  const value = five.reduce((sum, byte) => sum * 256 + byte, 0)
  return String(value % 10 ** GROUP_DIGITS).padStart(GROUP_DIGITS, '0')
}

/** What a QR code of a safety number holds. */
export const safetyCode = (digits: string): string => QR_PREFIX + digits

export type Comparison = 'same' | 'different' | 'foreign'

/** Compares a scanned code with the number shown here. `foreign`: it is a code of something else. */
export function compareSafetyCode(digits: string, scanned: string): Comparison {
  const text = scanned.trim()
  const other = text.startsWith(QR_PREFIX) ? text.slice(QR_PREFIX.length) : text.replace(/\s/g, '')
  if (!/^\d{60}$/.test(other)) return 'foreign'
  return other === digits ? 'same' : 'different'
}
