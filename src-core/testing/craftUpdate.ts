import * as encoding from 'lib0/encoding'

export interface CraftedId {
  readonly client: number
  readonly clock: number
}

/** One struct of a Yjs V1 update as an attacker would write it: nothing is checked. */
export interface CraftedStruct {
  /** Content class: 0 gc, 1 deleted, 4 string, 7 type, 8 any, 9 doc, 10 skip. */
  readonly ref?: number
  readonly origin?: CraftedId
  readonly rightOrigin?: CraftedId
  /** A root's name or a struct's id; written only without origins, as in the format. */
  readonly parent?: string | CraftedId
  readonly parentSub?: string
  /** For `any`: the values; for `string`: the text; for gc, deleted, skip: the length. */
  readonly content?: unknown
}

export interface CraftedUpdate {
  readonly blocks?: readonly {
    readonly client: number
    readonly clock?: number
    readonly structs: readonly CraftedStruct[]
  }[]
  readonly deletes?: readonly {
    readonly client: number
    readonly clock: number
    readonly length: number
  }[]
}

const ANY = 8

/** Writes a Yjs V1 update by hand, to try what no Yjs would write. */
export function craftUpdate({ blocks = [], deletes = [] }: CraftedUpdate): Uint8Array {
  const out = encoding.createEncoder()
  encoding.writeVarUint(out, blocks.length)
  for (const { client, clock = 0, structs } of blocks) {
    encoding.writeVarUint(out, structs.length)
    encoding.writeVarUint(out, client)
    encoding.writeVarUint(out, clock)
    for (const struct of structs) writeStruct(out, struct)
  }
  encoding.writeVarUint(out, deletes.length)
  for (const { client, clock, length } of deletes) {
    for (const value of [client, 1, clock, length]) encoding.writeVarUint(out, value)
  }
  return encoding.toUint8Array(out)
}

function writeStruct(out: encoding.Encoder, struct: CraftedStruct): void {
  const { ref = ANY, origin, rightOrigin, parent, parentSub, content } = struct
  const isItem = ref !== 0 && ref !== 10
  const flags =
    (origin ? 0x80 : 0) | (rightOrigin ? 0x40 : 0) | (parentSub !== undefined ? 0x20 : 0)
  encoding.writeUint8(out, isItem ? ref | flags : ref)
  if (isItem) {
    for (const id of [origin, rightOrigin]) if (id) writeId(out, id)
    if (!origin && !rightOrigin) writeParent(out, parent ?? 'root', parentSub)
  }
  writeContent(out, ref, content)
}

function writeParent(
  out: encoding.Encoder,
  parent: string | CraftedId,
  parentSub: string | undefined,
): void {
  encoding.writeVarUint(out, typeof parent === 'string' ? 1 : 0)
  if (typeof parent === 'string') encoding.writeVarString(out, parent)
  else writeId(out, parent)
  if (parentSub !== undefined) encoding.writeVarString(out, parentSub)
}

function writeId(out: encoding.Encoder, { client, clock }: CraftedId): void {
  encoding.writeVarUint(out, client)
  encoding.writeVarUint(out, clock)
}

function writeContent(out: encoding.Encoder, ref: number, content: unknown): void {
  if (ref === ANY) {
    const values = Array.isArray(content) ? content : [content ?? 1]
    encoding.writeVarUint(out, values.length)
    for (const value of values) encoding.writeAny(out, value)
  } else if (ref === 4) encoding.writeVarString(out, String(content ?? 'x'))
  // A Y.Array, the simplest type.
  else if (ref === 7) encoding.writeVarUint(out, 0)
  else if (ref === 9) {
    encoding.writeVarString(out, 'guid')
    encoding.writeAny(out, {})
  } else encoding.writeVarUint(out, typeof content === 'number' ? content : 1)
}
