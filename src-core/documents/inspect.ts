import * as Y from 'yjs'
import { err, ok, type Result } from '../base/result.ts'
import {
  createBoundedDecoder,
  type DecodingLimits,
  type InspectionFailure,
  isInspectionFailure,
} from './boundedDecoder.ts'
import { MAX_CLOCK, MAX_UPDATE_BYTES } from './limits.ts'

export interface StructId {
  readonly client: number
  readonly clock: number
}

/** `gc` and `deleted` carry no content; `skip` is a gap. The rest are Yjs' content classes. */
export type ContentKind =
  | 'gc'
  | 'skip'
  | 'deleted'
  | 'json'
  | 'binary'
  | 'string'
  | 'embed'
  | 'format'
  | 'type'
  | 'any'
  | 'doc'

export interface InspectedStruct {
  readonly client: number
  readonly clock: number
  readonly length: number
  readonly content: ContentKind
  /** Null where the place is inherited from `origin` or `rightOrigin`. */
  readonly parent: { readonly root: string } | { readonly id: StructId } | null
  readonly parentSub: string | null
  readonly origin: StructId | null
  readonly rightOrigin: StructId | null
}

export interface DeletedRange {
  readonly clock: number
  readonly length: number
}

export interface InspectedUpdate {
  /** Clients that wrote structs, each once. */
  readonly clients: readonly number[]
  readonly structs: readonly InspectedStruct[]
  readonly deletes: ReadonlyMap<number, readonly DeletedRange[]>
}

const CONTENT: readonly ContentKind[] = [
  'gc',
  'deleted',
  'json',
  'binary',
  'string',
  'embed',
  'format',
  'type',
  'any',
  'doc',
]

/**
 * Reads a Yjs V1 update without a document, with Yjs' own decoder, so that there is no second opinion
 * about what bytes mean. Never throws; stops at the limits of rules 13 and 36; refuses left-over bytes
 * (a V2 update ends early when read as V1), empty structs, gaps, deletions that Yjs would not write, and references of
 * a client to its own future, on which Yjs would throw in the middle of applying.
 */
export function inspectUpdate(update: Uint8Array): Result<InspectedUpdate, InspectionFailure> {
  return update.length > MAX_UPDATE_BYTES ? err('too large') : inspectWithin(update)
}

/** The same for a whole document, which has many authors. */
export function inspectWithin(
  update: Uint8Array,
  limits?: DecodingLimits,
): Result<InspectedUpdate, InspectionFailure> {
  const { Decoder, finished } = createBoundedDecoder(limits)
  try {
    const { structs, ds } = Y.decodeUpdateV2(update, Decoder)
    if (!finished()) return err('bytes left over')
    const inspected = structs.map(inspectStruct)
    const fault = inspected.map(faultOf).find((one) => one !== undefined)
    if (fault) return err(fault)
    const deletes = new Map(
      [...ds.clients].map(([client, ranges]) => [client, ranges.map(rangeOf)]),
    )
    if (![...deletes.values()].every(areApart)) return err('deletions out of order')
    return ok({
      clients: [...new Set(inspected.map(({ client }) => client))],
      structs: inspected,
      deletes,
    })
  } catch (error) {
    return err(isInspectionFailure(error) ? error.reason : 'malformed')
  }
}

const rangeOf = ({ clock, len }: { clock: number; len: number }): DeletedRange => ({
  clock,
  length: len,
})

/**
 * Ascending, none empty, none over another, as Yjs writes them. Of those that come before what they delete Yjs
 * remembers others if they are not, and throws at an empty one: what is deleted would hang on the order of
 * arrival (rule 15).
 */
function areApart(ranges: readonly DeletedRange[]): boolean {
  let end = 0
  return ranges.every(({ clock, length }) => {
    const isNext = clock >= end && length >= 1 && clock + length <= MAX_CLOCK
    end = clock + length
    return isNext
  })
}

function inspectStruct(struct: Y.Item | Y.GC | Y.Skip): InspectedStruct {
  const { client, clock } = struct.id
  const place = { client, clock, length: struct.length }
  if (!(struct instanceof Y.Item))
    return {
      ...place,
      content: struct instanceof Y.GC ? 'gc' : 'skip',
      parent: null,
      parentSub: null,
      origin: null,
      rightOrigin: null,
    }
  return {
    ...place,
    content: CONTENT[struct.content.getRef()] ?? 'doc',
    parent: parentOf(struct.parent),
    parentSub: struct.parentSub,
    origin: struct.origin,
    rightOrigin: struct.rightOrigin,
  }
}

/** Before integration, Yjs keeps a root's name or an id where the parent will be. */
function parentOf(parent: unknown): InspectedStruct['parent'] {
  if (typeof parent === 'string') return { root: parent }
  if (parent instanceof Y.ID) return { id: parent }
  return null
}

function faultOf(struct: InspectedStruct): InspectionFailure | undefined {
  if (struct.content === 'skip') return 'gap'
  if (struct.length < 1) return 'empty struct'
  if (struct.clock + struct.length > MAX_CLOCK) return 'clock out of range'
  const { parent } = struct
  const named = [struct.origin, struct.rightOrigin, parent && 'id' in parent ? parent.id : null]
  const isAhead = (id: StructId | null) =>
    id !== null && id.client === struct.client && id.clock >= struct.clock
  return named.some(isAhead) ? 'refers to its own future' : undefined
}
