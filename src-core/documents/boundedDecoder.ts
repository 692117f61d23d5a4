import * as Y from 'yjs'
import { MAX_STRUCTS, MAX_VALUE_DEPTH } from './limits.ts'

export type InspectionFailure =
  | 'too large'
  | 'malformed'
  | 'bytes left over'
  | 'too many structs'
  | 'more than one client'
  | 'nested too deeply'
  | 'gap'
  | 'empty struct'
  | 'deletions out of order'
  | 'clock out of range'
  | 'refers to its own future'

class InspectionError extends Error {
  readonly reason: InspectionFailure

  constructor(reason: InspectionFailure) {
    super(reason)
    this.reason = reason
  }
}

export const isInspectionFailure = (error: unknown): error is InspectionError =>
  error instanceof InspectionError

export interface DecodingLimits {
  readonly structs: number
  readonly clients: number
}

const ONE_UPDATE: DecodingLimits = { structs: MAX_STRUCTS, clients: 1 }

type Decoding = ConstructorParameters<typeof Y.UpdateDecoderV1>[0]

/**
 * Yjs' V1 decoder that stops at limits while it reads, those of rule 13 unless others are given, and tells whether everything
 * was read. Yjs creates it itself, hence the class; each call makes one for one update.
 */
export function createBoundedDecoder(limits = ONE_UPDATE): {
  readonly Decoder: typeof Y.UpdateDecoderV1
  finished(): boolean
} {
  let input: Decoding | undefined
  let structs = 0
  let clients = 0

  class Decoder extends Y.UpdateDecoderV1 {
    constructor(decoder: Decoding) {
      super(decoder)
      input = decoder
    }

    override readInfo(): number {
      structs++
      if (structs > limits.structs) throw new InspectionError('too many structs')
      return super.readInfo()
    }

    override readClient(): number {
      clients++
      if (clients > limits.clients) throw new InspectionError('more than one client')
      return super.readClient()
    }

    override readAny(): unknown {
      return shallow(super.readAny())
    }

    override readJSON(): unknown {
      return shallow(super.readJSON())
    }
  }
  return { Decoder, finished: () => input !== undefined && input.pos === input.arr.length }
}

/** Refuses values on whose depth a recursive reader could run out of stack. */
function shallow(value: unknown): unknown {
  let level: unknown[] = [value]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_VALUE_DEPTH) throw new InspectionError('nested too deeply')
    level = level.flatMap((one) =>
      typeof one === 'object' && one !== null && !(one instanceof Uint8Array)
        ? Object.values(one)
        : [],
    )
  }
  return value
}
