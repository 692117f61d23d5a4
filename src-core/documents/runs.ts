import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'

export type Struct = Y.Item | Y.GC | Y.Skip

interface Text {
  readonly first: Y.Item
  text: string
}

/**
 * Structs of one client that follow on each other, with text run together as Yjs itself would write it.
 * Only texts: values under one key of a map each delete the one before, which one struct would not.
 * Undefined where they are not of one client or leave a gap.
 */
export function joinStructs(structs: readonly Struct[]): readonly Struct[] | undefined {
  const joined: Struct[] = []
  let run: Text | undefined
  let end: Y.ID | undefined
  const finish = () => {
    if (run) joined.push(textOf(run.first, 0, run.text))
    run = undefined
  }
  for (const struct of structs) {
    const { client, clock } = struct.id
    if (end && (end.client !== client || end.clock !== clock)) return undefined
    if (struct instanceof Y.Skip) return undefined
    const text = stringOf(struct)
    if (run && text !== undefined && goesOn(run, struct as Y.Item)) run.text += text
    else {
      finish()
      if (text === undefined) joined.push(struct)
      else run = { first: struct as Y.Item, text }
    }
    end = Y.createID(client, clock + struct.length)
  }
  finish()
  return joined
}

/** The part of these structs with clocks from `from` to before `to`; only texts are cut. */
export function sliceStructs(structs: readonly Struct[], from: number, to: number): Struct[] {
  const found: Struct[] = []
  if (from >= to) return found
  for (const struct of structs) {
    const { clock } = struct.id
    if (clock + struct.length <= from) continue
    if (clock >= to) break
    const text = stringOf(struct)
    const isWhole = clock >= from && clock + struct.length <= to
    if (isWhole || text === undefined) found.push(struct)
    else {
      const start = Math.max(0, from - clock)
      found.push(textOf(struct as Y.Item, start, text.slice(start, to - clock)))
    }
  }
  return found
}

/** The first half of a V1 update: what of one client is written. */
export function structSection(structs: readonly Struct[]): Uint8Array {
  const [first] = structs
  const encoder = new Y.UpdateEncoderV1()
  if (!first) encoding.writeVarUint(encoder.restEncoder, 0)
  else {
    const { client, clock } = first.id
    for (const value of [1, structs.length, client, clock])
      encoding.writeVarUint(encoder.restEncoder, value)
    for (const struct of structs) struct.write(encoder, 0)
  }
  return encoding.toUint8Array(encoder.restEncoder)
}

const stringOf = (struct: Struct): string | undefined =>
  struct instanceof Y.Item && struct.content instanceof Y.ContentString
    ? struct.content.str
    : undefined

/** As Yjs decides it: written directly behind, with the same text after both (`Item.mergeWith`). */
function goesOn({ first, text }: Text, next: Y.Item): boolean {
  const last = Y.createID(first.id.client, first.id.clock + text.length - 1)
  return Y.compareIDs(next.origin, last) && Y.compareIDs(first.rightOrigin, next.rightOrigin)
}

/** As Yjs would split it: what stands behind begins with the character before as its origin. */
function textOf(struct: Y.Item, offset: number, text: string): Y.Item {
  const { client, clock } = struct.id
  return new Y.Item(
    Y.createID(client, clock + offset),
    null,
    offset === 0 ? struct.origin : Y.createID(client, clock + offset - 1),
    null,
    struct.rightOrigin,
    offset === 0 ? struct.parent : null,
    offset === 0 ? struct.parentSub : null,
    new Y.ContentString(text),
  )
}
