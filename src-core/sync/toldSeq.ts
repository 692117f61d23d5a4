import { seqIn } from './envelope.ts'
import { openStub } from './stub.ts'

/** `seq` of bytes that were told as an envelope or in place of some; 0 for what is neither. */
export const toldSeq = (bytes: Uint8Array): number => openStub(bytes)?.seq ?? seqIn(bytes)
