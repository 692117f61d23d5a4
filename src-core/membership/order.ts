import type { DeviceId, EntryHash } from '../base/ids.ts'
import { compareIds } from './compareIds.ts'
import { type Draft, standingOf } from './draft.ts'
import type { Graph, Node } from './graph.ts'

/** Entries whose parents have been visited, by author: within one, only the hash decides. */
type Ready = Map<DeviceId, Node[]>

/**
 * Visits every node once, parents first (rule 4): among those that may come next, by the author's role
 * at this point of the fold, then seniority, then hash. `visit` grows the draft that decides what is next.
 */
export function visitInOrder(graph: Graph, draft: Draft, visit: (node: Node) => void): void {
  const children = new Map<EntryHash, Node[]>()
  const waitingFor = new Map<EntryHash, number>()
  const ready: Ready = new Map()
  for (const node of graph.nodes.values()) {
    const { prev, hash } = node.entry
    waitingFor.set(hash, prev.length)
    if (prev.length === 0) addReady(ready, node)
    for (const parent of prev) {
      const known = children.get(parent)
      if (known) known.push(node)
      else children.set(parent, [node])
    }
  }
  for (let next = takeFirst(ready, draft); next; next = takeFirst(ready, draft)) {
    visit(next)
    for (const child of children.get(next.entry.hash) ?? []) {
      const left = (waitingFor.get(child.entry.hash) as number) - 1
      waitingFor.set(child.entry.hash, left)
      if (left === 0) addReady(ready, child)
    }
  }
}

/** Kept by descending hash, so that the next one is the last. */
function addReady(ready: Ready, node: Node): void {
  const { author, hash } = node.entry
  const own = ready.get(author)
  if (!own) {
    ready.set(author, [node])
    return
  }
  let low = 0
  let high = own.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (compareIds((own[middle] as Node).entry.hash, hash) > 0) low = middle + 1
    else high = middle
  }
  own.splice(low, 0, node)
}

function takeFirst(ready: Ready, draft: Draft): Node | undefined {
  let best: Node | undefined
  for (const own of ready.values()) {
    const first = own.at(-1) as Node
    if (!best || compareNodes(draft, first, best) < 0) best = first
  }
  if (!best) return undefined
  const own = ready.get(best.entry.author) as Node[]
  own.pop()
  if (own.length === 0) ready.delete(best.entry.author)
  return best
}

/** Negative when `a` comes first. */
function compareNodes(draft: Draft, a: Node, b: Node): number {
  const [rankA, seniorityA] = standingOf(draft, a.entry.author)
  const [rankB, seniorityB] = standingOf(draft, b.entry.author)
  return rankA - rankB || seniorityA - seniorityB || compareIds(a.entry.hash, b.entry.hash)
}
