import { hasBit } from './bitset.ts'
import type { Node } from './graph.ts'

/** One step of a person's or a device's history, newest first: cheap to add to and to share. */
export interface History<T> {
  readonly node: Node
  readonly value: T
  readonly before: History<T> | undefined
  /** How many came before it. */
  readonly depth: number
}

export const withStep = <T>(before: History<T> | undefined, node: Node, value: T): History<T> => ({
  node,
  value,
  before,
  depth: before ? before.depth + 1 : 0,
})

/** The newest step that is past, by going back step by step. */
export function lastStep<T>(
  history: History<T> | undefined,
  isPast: (node: Node) => boolean,
): History<T> | undefined {
  let step = history
  while (step && !isPast(step.node)) step = step.before
  return step
}

/** What was found out about one history; it stays true when the history grows. */
interface Known<T> {
  readonly stepAt: Map<Node, History<T>>
  readonly before: Map<Node, History<T> | undefined>
  newest: History<T> | undefined
}

/**
 * Nearly always the newest step is past, or one of few that were written at the same time. Going back so many
 * steps costs less than asking the parents.
 */
const STEPS_BACK = 256
const STEPS_A_PARENT = 16

/** Looks up what nodes knew of somebody's history. */
export interface StepLookup<K, T> {
  /** The newest step in the node's past. */
  before(key: K, history: History<T> | undefined, node: Node): History<T> | undefined
}

/**
 * Whoever writes thousands of steps beside each other makes nobody go through all of them for each: where the
 * newest few are not past, it is found by what the node's parents knew, once for each node.
 */
export function createStepLookup<K, T>(stepsBack = STEPS_BACK): StepLookup<K, T> {
  const known = new Map<K, Known<T>>()

  function knownOf(key: K, history: History<T>): Known<T> {
    const found: Known<T> = known.get(key) ?? {
      ...{ stepAt: new Map(), before: new Map(), newest: undefined },
    }
    known.set(key, found)
    for (let step: History<T> | undefined = history; step !== found.newest; step = step?.before)
      if (step && !found.stepAt.has(step.node)) found.stepAt.set(step.node, step)
    found.newest = history
    return found
  }
  return {
    before(key, history, node) {
      let step = history
      const most = stepsBack && stepsBack + node.parents.length * STEPS_A_PARENT
      for (let back = 0; step && back < most; back++) {
        if (hasBit(node.ancestors, step.node.index)) return step
        step = step.before
      }
      return step && history && stepBefore(knownOf(key, history), node)
    },
  }
}

function stepBefore<T>({ stepAt, before }: Known<T>, node: Node): History<T> | undefined {
  const todo = [node]
  for (let one = todo.at(-1); one; one = todo.at(-1)) {
    const missing = one.parents.filter((parent) => !stepAt.has(parent) && !before.has(parent))
    todo.push(...missing)
    if (missing.length > 0) continue
    todo.pop()
    let newest: History<T> | undefined
    for (const parent of one.parents) {
      const step = stepAt.get(parent) ?? before.get(parent)
      if (step && (!newest || step.depth > newest.depth)) newest = step
    }
    before.set(one, newest)
  }
  return before.get(node)
}
