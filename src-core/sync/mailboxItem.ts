import { concatBytes } from '../base/bytes.ts'
import { bytes, encode, tryDecode, u32 } from '../base/codec.ts'
import { AEAD_OVERHEAD_BYTES, deriveKey, openAead, sealAead } from '../crypto/index.ts'
import type { Random } from '../ports/index.ts'
import { ITEM_SIZES, MAX_ITEM_BYTES } from './mailboxFrames.ts'

/** Where one epoch's items lie during one period, and what it takes to write there (rule 23). */
export interface MailboxBox {
  /** 32 bytes; whoever knows it may read. */
  readonly address: Uint8Array
  /** 32 bytes; a relay keeps its hash alone. */
  readonly writeToken: Uint8Array
}

const DAY_MS = 86_400_000
/** Longer than items live, so that what counts lies in the present period or the one before. */
const PERIOD_DAYS = 32
const LENGTH_BYTES = 4

/** What fits into an item besides its sealing. */
export const MAX_MAIL_BYTES = MAX_ITEM_BYTES - AEAD_OVERHEAD_BYTES - LENGTH_BYTES

const periodOf = (now: number): number => Math.floor(now / DAY_MS / PERIOD_DAYS)

function boxOf(mailboxKey: Uint8Array, period: number): MailboxBox {
  const context = encode(u32, Math.max(0, period))
  return {
    address: deriveKey(mailboxKey, 'mailbox/address', context),
    writeToken: deriveKey(mailboxKey, 'mailbox/write', context),
  }
}

/** Where items are put now. */
export const boxToWrite = (mailboxKey: Uint8Array, now: number): MailboxBox =>
  boxOf(mailboxKey, periodOf(now))

/** Where items may lie, put by somebody whose clock is at most a day off. */
export function boxesToRead(mailboxKey: Uint8Array, now: number): MailboxBox[] {
  const [last, present, next] = [periodOf(now) - 1, periodOf(now - DAY_MS), periodOf(now + DAY_MS)]
  return [...new Set([last, present, periodOf(now), next])].map((one) => boxOf(mailboxKey, one))
}

const itemKey = (mailboxKey: Uint8Array): Uint8Array => deriveKey(mailboxKey, 'mailbox/seal')

/**
 * Seals `mail` for a box: padded to the smallest size that holds it, so that a relay learns little from
 * its length, and bound to the address, so that it cannot be moved. Throws RangeError above
 * `MAX_MAIL_BYTES`.
 */
export function sealItem(
  mailboxKey: Uint8Array,
  { address }: Pick<MailboxBox, 'address'>,
  mail: Uint8Array,
  random: Random,
): Uint8Array {
  const needed = mail.length + LENGTH_BYTES + AEAD_OVERHEAD_BYTES
  const size = ITEM_SIZES.find((one) => one >= needed)
  if (size === undefined) throw new RangeError('the mail is too large')
  const padding = new Uint8Array(size - needed)
  const plain = concatBytes(encode(bytes(MAX_MAIL_BYTES), mail), padding)
  return sealAead(itemKey(mailboxKey), plain, address, random)
}

/** Undefined for what was altered, moved, or never sealed by anybody who has the key. */
export function openItem(
  mailboxKey: Uint8Array,
  { address }: Pick<MailboxBox, 'address'>,
  item: Uint8Array,
): Uint8Array | undefined {
  const plain = openAead(itemKey(mailboxKey), item, address)
  const length = plain && tryDecode(u32, plain.subarray(0, LENGTH_BYTES))
  if (!plain || length === undefined || length > plain.length - LENGTH_BYTES) return undefined
  const padding = plain.subarray(LENGTH_BYTES + length)
  if (padding.some((byte) => byte !== 0)) return undefined
  return plain.slice(LENGTH_BYTES, LENGTH_BYTES + length)
}
