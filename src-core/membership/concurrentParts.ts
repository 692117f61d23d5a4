import { firstMissing } from './bitset.ts'
import type { Node } from './graph.ts'
import { addPlace, createPlaces, type Places } from './places.ts'

/**
 * A run of nodes, by their indexes, that all later ones follow and that follow all earlier ones: whatever is
 * concurrent with one of them is in the same part.
 */
export interface ConcurrentPart {
  /** How many words a set of its places has. */
  readonly size: number
  place(node: Node): number
  /** Places of the nodes that neither know the node nor are known to it. */
  concurrentWith(node: Node): Places
}

/**
 * The part that each node is in, by its index; undefined for those with which nothing is concurrent. Where
 * people hear of each other now and then, a long log has many small parts.
 */
export function concurrentParts(nodes: readonly Node[]): readonly (ConcurrentPart | undefined)[] {
  const parts = new Array<ConcurrentPart | undefined>(nodes.length).fill(undefined)
  let end = nodes.length
  /** All nodes from the present one on know everything before this index. */
  let known = end
  for (let start = end - 1; start >= 0; start--) {
    known = Math.min(known, firstMissing((nodes[start] as Node).ancestors))
    if (known < start) continue
    if (end - start > 1) parts.fill(createPart(nodes.slice(start, end)), start, end)
    end = start
  }
  return parts
}

function createPart(nodes: readonly Node[]): ConcurrentPart {
  // Begins where a word of the nodes' own sets does, so that whole words can be taken from these.
  const firstWord = (nodes[0] as Node).index >>> 5
  const lastIndex = (nodes.at(-1) as Node).index
  const size = (lastIndex >>> 5) - firstWord + 1
  const place = ({ index }: Node) => index - firstWord * 32
  const all = createPlaces(size)
  for (const node of nodes) addPlace(all, place(node))
  let after: readonly Places[] | undefined
  return {
    size,
    place,
    concurrentWith(node) {
      after ??= followersOf(nodes, place, size)
      const { full, words } = node.ancestors
      const later = after[node.index - (nodes[0] as Node).index] as Places
      const laterFrom = size - later.length
      const concurrent = createPlaces(size)
      for (let at = Math.max(full - firstWord, 0); at < size; at++) {
        const before = words[at + firstWord - full] ?? 0
        const following = at < laterFrom ? 0 : (later[at - laterFrom] as number)
        concurrent[at] = (all[at] as number) & ~before & ~following
      }
      const own = place(node)
      concurrent[own >>> 5] = (concurrent[own >>> 5] as number) & ~(1 << (own & 31))
      return concurrent
    },
  }
}

/** The places of each node's descendants, by its place in `nodes`; without the words before its own. */
function followersOf(
  nodes: readonly Node[],
  place: (node: Node) => number,
  size: number,
): readonly Places[] {
  const start = (nodes[0] as Node).index
  const sets = nodes.map((node) => createPlaces(size - (place(node) >>> 5)))
  for (let at = nodes.length - 1; at >= 0; at--) {
    const node = nodes[at] as Node
    const later = sets[at] as Places
    const own = place(node)
    for (const parent of node.parents) {
      const set = sets[parent.index - start]
      if (!set) continue
      const shift = set.length - later.length
      for (let word = 0; word < later.length; word++)
        set[word + shift] = (set[word + shift] as number) | (later[word] as number)
      set[shift] = (set[shift] as number) | (1 << (own & 31))
    }
  }
  return sets
}
