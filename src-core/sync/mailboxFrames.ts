import {
  bool,
  bytes,
  type Codec,
  CodecError,
  encode,
  fixedBytes,
  list,
  mapped,
  struct,
  tryDecode,
  u8,
  u32,
  u53,
  union,
} from '../base/codec.ts'

/**
 * What a client and a relay say to each other about mailboxes (protocol rule 23): binary frames on the
 * WebSocket whose text frames are y-webrtc's. A client sends one only after the relay has answered its
 * `hello` with the version it keeps a mailbox in, so a relay without one never sees a binary frame.
 */
export const MAILBOX_VERSION = 1

const KiB = 1024

/** An item has exactly one of these sizes: its length tells little about what is in it. */
export const ITEM_SIZES: readonly number[] = [1, 4, 16, 64, 256].map((size) => size * KiB)
export const MAX_ITEM_BYTES = 256 * KiB
/** Items of one answer, and their bytes: one item of the largest size always fits. */
export const MAX_PAGE_ITEMS = 256
export const MAX_PAGE_BYTES = 512 * KiB
/** The largest request: an item, its address, its token and a few numbers. */
export const MAX_MAILBOX_REQUEST_BYTES = MAX_ITEM_BYTES + 128
export const MAX_MAILBOX_ANSWER_BYTES = MAX_PAGE_BYTES + MAX_PAGE_ITEMS * 12 + 128

/** Why a relay does not take an item. `busy` and `failed` may be tried again soon. */
export const REFUSALS = ['token', 'size', 'box-full', 'relay-full', 'busy', 'failed'] as const
export type MailboxRefusal = (typeof REFUSALS)[number]

export interface MailboxItem {
  /** Grows along a relay's store; a reader asks for what comes after the last one it has dealt with. */
  readonly position: number
  readonly bytes: Uint8Array
}

export type MailboxRequest =
  | {
      readonly type: 'put'
      /** Chosen by the client; the answer repeats it. */
      readonly id: number
      readonly address: Uint8Array
      readonly writeToken: Uint8Array
      readonly item: Uint8Array
    }
  | {
      readonly type: 'fetch'
      readonly id: number
      readonly address: Uint8Array
      readonly after: number
    }

export type MailboxAnswer =
  | { readonly type: 'stored'; readonly id: number; readonly position: number }
  | { readonly type: 'refused'; readonly id: number; readonly code: MailboxRefusal }
  | {
      readonly type: 'page'
      readonly id: number
      /** Another one than before: the store was made anew, and positions begin again. */
      readonly generation: Uint8Array
      /** Nothing is behind these items now. */
      readonly last: boolean
      readonly items: readonly MailboxItem[]
    }

const refusal: Codec<MailboxRefusal> = mapped(
  u8,
  (code) => {
    const name = REFUSALS[code - 1]
    if (!name) throw new CodecError('unknown code')
    return name
  },
  (name) => REFUSALS.indexOf(name) + 1,
)

const version: Codec<number> = mapped(
  u8,
  (value) => {
    if (value !== MAILBOX_VERSION) throw new CodecError('unknown version')
    return value
  },
  (value) => value,
)

const framed = <T>(message: Codec<T>) => struct({ version, message })
const address = fixedBytes(32)

const request = framed<MailboxRequest>(
  union({
    put: [1, struct({ id: u32, address, writeToken: fixedBytes(32), item: bytes(MAX_ITEM_BYTES) })],
    fetch: [2, struct({ id: u32, address, after: u53 })],
  }),
)

const answer = framed<MailboxAnswer>(
  union({
    stored: [1, struct({ id: u32, position: u53 })],
    refused: [2, struct({ id: u32, code: refusal })],
    page: [
      3,
      struct({
        id: u32,
        generation: fixedBytes(8),
        last: bool,
        items: list(struct({ position: u53, bytes: bytes(MAX_ITEM_BYTES) }), MAX_PAGE_ITEMS),
      }),
    ],
  }),
)

/** Node's Buffer would give views of a frame where a decoder means copies. */
const plain = ({ buffer, byteOffset, byteLength }: Uint8Array) =>
  new Uint8Array(buffer, byteOffset, byteLength)

export const encodeMailboxRequest = (message: MailboxRequest): Uint8Array<ArrayBuffer> =>
  encode(request, { version: MAILBOX_VERSION, message })

/** Undefined for anything but a whole request. Never throws. */
export const decodeMailboxRequest = (frame: Uint8Array): MailboxRequest | undefined =>
  frame.length > MAX_MAILBOX_REQUEST_BYTES ? undefined : tryDecode(request, plain(frame))?.message

export const encodeMailboxAnswer = (message: MailboxAnswer): Uint8Array<ArrayBuffer> =>
  encode(answer, { version: MAILBOX_VERSION, message })

/** Undefined for anything but a whole answer. Never throws: a relay is as little trusted as anyone. */
export const decodeMailboxAnswer = (frame: Uint8Array): MailboxAnswer | undefined =>
  frame.length > MAX_MAILBOX_ANSWER_BYTES ? undefined : tryDecode(answer, plain(frame))?.message
