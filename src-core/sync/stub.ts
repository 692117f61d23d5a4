import {
  type Codec,
  CodecError,
  encode,
  list,
  mapped,
  struct,
  tryDecode,
  u8,
  u53,
} from '../base/codec.ts'
import { hashBefore, hashId, shortId } from '../base/idCodec.ts'
import type { DeviceId, DocId, EntryHash, Id } from '../base/ids.ts'
import { MAX_LOG_HEADS } from './envelope.ts'

/**
 * What is kept and told in place of a device's envelopes that were taken away beneath a signed snapshot (rule 16):
 * that they were there. Nobody has signed it; what it says counts as far as a snapshot says the same.
 */
export interface Stub {
  readonly docId: DocId
  readonly deviceId: DeviceId
  readonly firstSeq: number
  readonly seq: number
  /** Of the envelope before the first, on which alone it stands; null exactly for number 1. */
  readonly before: string | null
  /** Of the last envelope. */
  readonly hash: string
  /** Where its author stood in the log. */
  readonly logHeads: readonly EntryHash[]
}

/** An envelope begins with its version, from 1 on. */
const NO_ENVELOPE = 0

const mark: Codec<0> = mapped(
  u8,
  (value) => {
    if (value !== NO_ENVELOPE) throw new CodecError('an envelope')
    return NO_ENVELOPE
  },
  (value) => value,
)

const stub = struct({
  mark,
  docId: shortId<DocId>(),
  deviceId: shortId<DeviceId>(),
  firstSeq: u53,
  seq: u53,
  before: hashBefore,
  hash: hashId<Id>(),
  logHeads: list(hashId<EntryHash>(), MAX_LOG_HEADS),
})

export const encodeStub = (said: Stub): Uint8Array =>
  encode(stub, { ...said, hash: said.hash as Id, mark: NO_ENVELOPE })

export const isStub = (bytes: Uint8Array): boolean => bytes[0] === NO_ENVELOPE

/** Undefined for anything but what `encodeStub` makes. Never throws. */
export function openStub(bytes: Uint8Array): Stub | undefined {
  const said = isStub(bytes) ? tryDecode(stub, bytes) : undefined
  if (!said || said.firstSeq < 1 || said.firstSeq > said.seq) return undefined
  if ((said.firstSeq === 1) !== (said.before === null)) return undefined
  const { mark: _, ...rest } = said
  return rest
}
