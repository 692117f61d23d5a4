import type { EntryHash } from '../base/ids.ts'
import { addBit, addBits, createBitset, hasBit } from './bitset.ts'
import type { EncodedEntry } from './entry.ts'
import type { MembershipState } from './state.ts'

/**
 * What someone at `theirHeads` lacks, parents first. Heads that are unknown here say nothing about what
 * they have; when all are, that is everything.
 */
export function entriesMissingFor(
  state: MembershipState,
  theirHeads: readonly EntryHash[],
): EncodedEntry[] {
  const { graph, draft } = state.internal
  const theirs = createBitset(graph.nodes.size)
  for (const hash of theirHeads) {
    const node = graph.nodes.get(hash)
    if (!node) continue
    addBits(theirs, node.ancestors)
    addBit(theirs, node.index)
  }
  return draft.order
    .filter(({ index }) => !hasBit(theirs, index))
    .map(({ entry: { hash, bytes } }) => ({ hash, bytes }))
}
