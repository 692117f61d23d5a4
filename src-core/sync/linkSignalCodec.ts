import {
  type Codec,
  CodecError,
  mapped,
  nullable,
  struct,
  text,
  u8,
  u16,
  union,
} from '../base/codec.ts'
import type { LinkSignal } from '../ports/index.ts'

const kind: Codec<'offer' | 'answer'> = mapped(
  u8,
  (tag) => {
    if (tag !== 1 && tag !== 2) throw new CodecError('unknown kind')
    return tag === 1 ? 'offer' : 'answer'
  },
  (name) => (name === 'offer' ? 1 : 2),
)

/** A session description or an ICE candidate. */
export const linkSignal: Codec<LinkSignal> = union({
  description: [1, struct({ kind, sdp: text(32_768) })],
  candidate: [
    2,
    struct({
      candidate: text(1024),
      sdpMid: nullable(text(64)),
      sdpMLineIndex: nullable(u16),
    }),
  ],
})
