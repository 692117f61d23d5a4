import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import { encodeState } from '../checkpoint.ts'
import { FAR } from '../placeholder.ts'

type Struct = Y.Item | Y.GC

/**
 * A document's state without the emptiness that stands for what never comes (`fillFromGone`): that was not written
 * by anybody, and no snapshot says so. `endOf`: the clock behind what came of a client; asked for those only of whom
 * something is missing.
 */
export function acceptedState(doc: Y.Doc, endOf: (client: number) => number): Uint8Array {
  const filled = [...doc.store.clients].filter(([, structs]) => reachesFar(structs))
  if (filled.length === 0) return encodeState(doc)
  const isFilled = new Map(filled.map(([client]) => [client, endOf(client)]))
  const out = new Y.UpdateEncoderV1()
  const clients = [...doc.store.clients].filter(([client]) => (isFilled.get(client) ?? 1) > 0)
  encoding.writeVarUint(out.restEncoder, clients.length)
  for (const [client, structs] of clients.toSorted(([a], [b]) => b - a)) {
    const written = upTo(structs, isFilled.get(client))
    encoding.writeVarUint(out.restEncoder, written.length)
    out.writeClient(client)
    encoding.writeVarUint(out.restEncoder, 0)
    for (const struct of written) struct.write(out, 0)
  }
  writeDeleted(out, doc, isFilled)
  return out.toUint8Array()
}

const reachesFar = (structs: readonly Struct[]) => {
  const last = structs.at(-1)
  return last instanceof Y.GC && last.id.clock + last.length >= FAR
}
/** What goes on behind `end` is emptiness, which may have begun before. */
function upTo(structs: readonly Struct[], end: number | undefined): readonly Struct[] {
  const last = structs.at(-1)
  if (end === undefined || !last) return structs
  const left = end - last.id.clock
  return [...structs.slice(0, -1), ...(left > 0 ? [new Y.GC(last.id, left)] : [])]
}

function writeDeleted(out: Y.UpdateEncoderV1, doc: Y.Doc, isFilled: ReadonlyMap<number, number>) {
  const { clients } = Y.createDeleteSetFromStructStore(doc.store)
  const ranges = [...clients].flatMap(([client, all]) => {
    const end = isFilled.get(client) ?? Number.POSITIVE_INFINITY
    const kept = all
      .map(({ clock, len }) => ({ clock, len: Math.min(clock + len, end) - clock }))
      .filter(({ len }) => len > 0)
    return kept.length > 0 ? [[client, kept] as const] : []
  })
  encoding.writeVarUint(out.restEncoder, ranges.length)
  for (const [client, all] of ranges) {
    out.resetDsCurVal()
    encoding.writeVarUint(out.restEncoder, client)
    encoding.writeVarUint(out.restEncoder, all.length)
    for (const { clock, len } of all) {
      out.writeDsClock(clock)
      out.writeDsLen(len)
    }
  }
}
