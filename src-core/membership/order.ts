import type { Draft } from './draft.ts'
import type { Node } from './graph.ts'
import { createReady } from './ready.ts'

/** Every node once; whoever asks for the next one has grown the draft by the last, which decides what is next. */
export type VisitInOrder = (draft: Draft) => Generator<Node, void, void>

/**
 * Parents first (rule 4): among those that may come next, by the author's role at this point of the fold, then
 * seniority, then hash. `nodes`: all of a graph, by index; what follows on what is found once for many visits.
 */
export function createVisits(nodes: readonly Node[]): VisitInOrder {
  const parentCounts = Uint8Array.from(nodes, ({ parents }) => parents.length)
  const { starts, children } = childrenOf(nodes)
  return function* (draft) {
    const waitingFor = parentCounts.slice()
    const ready = createReady(draft)
    for (const node of nodes) if (node.parents.length === 0) ready.add(node)
    for (let next = ready.take(); next; next = ready.take()) {
      yield next
      ready.settle(next)
      const end = starts[next.index + 1] as number
      for (let at = starts[next.index] as number; at < end; at++) {
        const child = children[at] as number
        const left = (waitingFor[child] as number) - 1
        waitingFor[child] = left
        if (left === 0) ready.add(nodes[child] as Node)
      }
    }
  }
}

/** The indexes of each node's children, one after another: those of node `n` begin at `starts[n]`. */
function childrenOf(nodes: readonly Node[]) {
  const starts = new Uint32Array(nodes.length + 1)
  for (const { parents } of nodes)
    for (const { index } of parents) starts[index + 1] = (starts[index + 1] as number) + 1
  for (let at = 0; at < nodes.length; at++)
    starts[at + 1] = (starts[at + 1] as number) + (starts[at] as number)
  const children = new Uint32Array(starts[nodes.length] as number)
  const ends = starts.slice()
  for (const { index, parents } of nodes)
    for (const parent of parents) {
      const at = ends[parent.index] as number
      children[at] = index
      ends[parent.index] = at + 1
    }
  return { starts, children }
}
