import { concatBytes, equalBytes } from '../base/bytes.ts'
import { type DeviceId, idToBytes, type SpaceId } from '../base/ids.ts'
import { agree, type BoxKeysWithSecrets, deriveKey, hash } from '../crypto/index.ts'
import type { Mail } from './mail.ts'
import { MAX_MAIL_BYTES } from './mailboxItem.ts'

/** Who writes to whom, and in which Space they know each other. */
export interface LetterWay {
  readonly spaceId: SpaceId
  readonly from: DeviceId
  readonly to: DeviceId
}

/** As large as what a session may say (docs/PROTOCOL.md, Framing and session). */
export const MAX_LETTER_BYTES = 4 * 1024 * 1024
/** What stands around the content of one part. */
const PART_ROOM_BYTES = MAX_MAIL_BYTES - 64

/**
 * What takes the place of an epoch's mailbox key for letters of one device to another (rule 23): nobody but
 * these two can derive it, so nobody else finds the box, or could open what lies there. `own`: the box keys of
 * either; `other`: the public box key of the other one. Undefined where that is no key.
 */
export function letterKey(
  own: BoxKeysWithSecrets,
  other: Uint8Array,
  { spaceId, from, to }: LetterWay,
): Uint8Array | undefined {
  const shared = agree(own.secretKey, other)
  return (
    shared &&
    deriveKey(shared, 'mailbox/letter', idToBytes(spaceId), idToBytes(from), idToBytes(to))
  )
}

/** Keys of boxes that nobody puts anything into: how many one reads tells nothing of how many people there are. */
export const emptyLetterKey = (own: BoxKeysWithSecrets, number: number): Uint8Array =>
  deriveKey(own.secretKey, 'mailbox/letter/empty', Uint8Array.of(number >> 8, number & 255))

export type LetterPart = Mail & { readonly type: 'letter' }

/** `content` in parts that fit into an item each. Throws RangeError above `MAX_LETTER_BYTES`. */
export function letterParts(content: Uint8Array): LetterPart[] {
  if (content.length > MAX_LETTER_BYTES) throw new RangeError('the letter is too large')
  const letter = hash(content)
  const count = Math.max(1, Math.ceil(content.length / PART_ROOM_BYTES))
  return Array.from({ length: count }, (_, part) => ({
    ...({ type: 'letter', letter, part, count } as const),
    content: content.subarray(part * PART_ROOM_BYTES, (part + 1) * PART_ROOM_BYTES),
  }))
}

/** The content of a letter all of whose parts are here, in whatever order; undefined where they do not fit. */
export function joinLetter(parts: readonly LetterPart[]): Uint8Array | undefined {
  const [first] = parts
  const inOrder = [...parts].sort((a, b) => a.part - b.part)
  if (!first || inOrder.length !== first.count) return undefined
  if (inOrder.some(({ part, count }, at) => part !== at || count !== first.count)) return undefined
  const content = concatBytes(...inOrder.map((one) => one.content))
  return equalBytes(hash(content), first.letter) ? content : undefined
}
