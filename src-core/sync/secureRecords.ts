import { concatBytes, discard } from '../base/bytes.ts'
import { encode, struct, u8, u53 } from '../base/codec.ts'
import { openAead, sealAead } from '../crypto/index.ts'
import type { Lane, Random } from '../ports/index.ts'

/** What a record on an authenticated link holds. */
export const RECORD = { message: 0, ping: 1, pong: 2, signal: 3 } as const
export type RecordType = keyof typeof RECORD

const TYPES = Object.keys(RECORD) as RecordType[]
const LANES: Readonly<Record<Lane, number>> = { live: 1, bulk: 2 }
const place = struct({ lane: u8, counter: u53 })

export interface LinkRecord {
  readonly type: RecordType
  readonly payload: Uint8Array
}

export interface RecordSealer {
  seal(lane: Lane, type: RecordType, payload: Uint8Array): Uint8Array
  /** Undefined for anything but the lane's next record of the other side. */
  open(lane: Lane, sealed: Uint8Array): LinkRecord | undefined
}

/**
 * Seals what crosses a link under the handshake's keys, although DTLS encrypts it already: DTLS ends in
 * the transport page, and that page must be able to read and alter nothing (rules 14 and 20). Lane and
 * position are bound, so that a record cannot be left out, repeated or moved.
 */
export function createRecordSealer(
  keys: { readonly send: Uint8Array; readonly receive: Uint8Array },
  random: Random,
): RecordSealer {
  const sent: Record<Lane, number> = { live: 0, bulk: 0 }
  const received: Record<Lane, number> = { live: 0, bulk: 0 }
  const at = (lane: Lane, counter: number) => encode(place, { lane: LANES[lane], counter })

  return {
    seal(lane, type, payload) {
      const plain = concatBytes(Uint8Array.of(RECORD[type]), payload)
      const sealed = sealAead(keys.send, plain, at(lane, sent[lane]++), random)
      discard(plain)
      return sealed
    },
    open(lane, sealed) {
      const plain = openAead(keys.receive, sealed, at(lane, received[lane]))
      const type = plain && TYPES[plain[0] ?? TYPES.length]
      if (!type) return undefined
      received[lane]++
      return { type, payload: plain.subarray(1) }
    },
  }
}
