import type { EntryHash } from '../base/ids.ts'
import type { Bitset } from './bitset.ts'
import { type Node, pastWith } from './graph.ts'
import type { MembershipState } from './state.ts'

/** Everything known at these heads, themselves included; undefined when one of them is unknown. */
export function pastOf(state: MembershipState, heads: readonly EntryHash[]): Bitset | undefined {
  const { nodes } = state.internal.graph
  const known: Node[] = []
  for (const hash of heads) {
    const node = nodes.get(hash)
    if (!node) return undefined
    known.push(node)
  }
  return pastWith(known)
}
