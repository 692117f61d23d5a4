import type { EntryHash } from '../base/ids.ts'
import { compareIds } from './compareIds.ts'
import { type Draft, standingOf } from './draft.ts'
import type { Graph, Node } from './graph.ts'

/**
 * Visits every node once, parents first (rule 4): among those that may come next, by the author's role
 * at this point of the fold, then seniority, then hash. `visit` grows the draft that decides what is next.
 */
export function visitInOrder(graph: Graph, draft: Draft, visit: (node: Node) => void): void {
  const children = new Map<EntryHash, Node[]>()
  const waitingFor = new Map<EntryHash, number>()
  const ready: Node[] = []
  for (const node of graph.nodes.values()) {
    const { prev, hash } = node.entry
    waitingFor.set(hash, prev.length)
    if (prev.length === 0) ready.push(node)
    for (const parent of prev) children.set(parent, [...(children.get(parent) ?? []), node])
  }
  while (ready.length > 0) {
    const next = takeFirst(ready, draft)
    visit(next)
    for (const child of children.get(next.entry.hash) ?? []) {
      const left = (waitingFor.get(child.entry.hash) as number) - 1
      waitingFor.set(child.entry.hash, left)
      if (left === 0) ready.push(child)
    }
  }
}

function takeFirst(ready: Node[], draft: Draft): Node {
  let best = 0
  for (let i = 1; i < ready.length; i++)
    if (compareNodes(draft, ready[i] as Node, ready[best] as Node) < 0) best = i
  return ready.splice(best, 1)[0] as Node
}

/** Negative when `a` comes first. */
function compareNodes(draft: Draft, a: Node, b: Node): number {
  const [rankA, seniorityA] = standingOf(draft, a)
  const [rankB, seniorityB] = standingOf(draft, b)
  return rankA - rankB || seniorityA - seniorityB || compareIds(a.entry.hash, b.entry.hash)
}
