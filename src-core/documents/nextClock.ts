import * as Y from 'yjs'

/** Where each client's waiting structs end; the bytes change whenever anything about them does. */
const ends = new WeakMap<Uint8Array, ReadonlyMap<number, number>>()

function endsOf(pending: Uint8Array): ReadonlyMap<number, number> {
  const known = ends.get(pending)
  if (known) return known
  const found = new Map<number, number>()
  for (const struct of Y.decodeUpdateV2(pending).structs) {
    if (struct instanceof Y.Skip) continue
    const { client, clock } = struct.id
    found.set(client, Math.max(found.get(client) ?? 0, clock + struct.length))
  }
  ends.set(pending, found)
  return found
}

/**
 * The clock that a client's next struct in this document must have: behind what it wrote so far, waiting
 * structs included. It depends on the client's own chain only, not on whether its structs could be
 * integrated yet (rule 15).
 */
export function nextClock({ store }: Y.Doc, client: number): number {
  const waiting = store.pendingStructs ? endsOf(store.pendingStructs.update).get(client) : 0
  return Math.max(Y.getState(store, client), waiting ?? 0)
}
