import {
  bool,
  bytes,
  type Codec,
  encode,
  list,
  nullable,
  struct,
  text,
  tryDecode,
  u8,
  u53,
  union,
} from '../../base/codec.ts'
import { ERRORS, type ErrorCode } from '../../base/errors.ts'
import { type Role, roleCodec } from '../../membership/index.ts'
import { type HandedLog, handedLog } from '../devices/handedLog.ts'

/**
 * What the two sides of an invitation say on their authenticated link (rules 26 to 28). The host of the
 * Space speaks first; after `admitted` the link goes on as a link of the Space.
 */
export type DoorMessage =
  | {
      readonly type: 'welcome'
      readonly inviter: string
      readonly spaceName: string
      readonly enamel: string
      readonly role: Role
      /** ms since 1970; for a guest the end of the visit. */
      readonly expiresAt: number | null
      /** Who reads what is written there. */
      readonly readers: readonly string[]
      /** Somebody is asked before anybody comes in through this link. */
      readonly approval: boolean
    }
  | { readonly type: 'refused'; readonly code: ErrorCode }
  /** The request is good; somebody is asked now. */
  | { readonly type: 'waiting' }
  /** A join request, `membership/joinRequest.ts`. */
  | { readonly type: 'request'; readonly request: Uint8Array }
  | ({ readonly type: 'admitted' } & HandedLog)
  /** Of a log that is too large for one message: comes before `admitted`. */
  | ({ readonly type: 'part' } & HandedLog)

const code: Codec<ErrorCode> = {
  write: (value, out) => text(64).write(value, out),
  read(input) {
    const value = text(64).read(input)
    // A newer Foyer may know other reasons; a person is told the general one.
    return Object.hasOwn(ERRORS, value) ? (value as ErrorCode) : 'NOT_ALLOWED'
  },
}

const message: Codec<DoorMessage> = union({
  welcome: [
    1,
    struct({
      inviter: text(800),
      spaceName: text(800),
      enamel: text(16),
      role: roleCodec,
      expiresAt: nullable(u53),
      readers: list(text(800), 512),
      approval: bool,
    }),
  ],
  refused: [2, struct({ code })],
  request: [3, struct({ request: bytes(20_480) })],
  waiting: [5, struct({})],
  admitted: [4, struct(handedLog)],
  part: [6, struct(handedLog)],
})

/** 2: `welcome` says whether somebody is asked; `waiting`. */
const VERSION = 2
const versioned = struct({ version: u8, message })

export const encodeDoorMessage = (value: DoorMessage): Uint8Array =>
  encode(versioned, { version: VERSION, message: value })

export function parseDoorMessage(input: Uint8Array): DoorMessage | undefined {
  const value = tryDecode(versioned, input)
  return value?.version === VERSION ? value.message : undefined
}
