import type { EntryHash } from '../base/ids.ts'
import { addBit, addBits, type Bitset, createBitset } from './bitset.ts'
import type { MembershipState } from './state.ts'

/** Everything known at these heads, themselves included; undefined when one of them is unknown. */
export function pastOf(state: MembershipState, heads: readonly EntryHash[]): Bitset | undefined {
  const { nodes } = state.internal.graph
  const past = createBitset(nodes.size)
  for (const hash of heads) {
    const node = nodes.get(hash)
    if (!node) return undefined
    addBits(past, node.ancestors)
    addBit(past, node.index)
  }
  return past
}
