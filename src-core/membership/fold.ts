import type { EntryHash } from '../base/ids.ts'
import { findConflict } from './conflicts.ts'
import { createDraft, type Draft } from './draft.ts'
import { applyEffect, noteGivenKeys } from './effects.ts'
import type { Graph, Node } from './graph.ts'
import { visitInOrder } from './order.ts'
import { can } from './roles.ts'
import { problemWith, roleAtNode } from './validate.ts'

export function foldNode(draft: Draft, node: Node): void {
  draft.order.push(node)
  const problem = problemWith(draft, node)
  if (problem) {
    const { action, hash } = node.entry
    draft.rejected.set(hash, problem)
    // Anyone can write an ADMIT; only of those who held the keys is it believed.
    if (action.type === 'admit' && can(roleAtNode(draft, node)).writeLog)
      noteGivenKeys(draft, action)
    return
  }
  applyEffect(draft, node)
  draft.applied.push(node)
}

function foldOnce(graph: Graph, voided: ReadonlyMap<EntryHash, Node>): Draft {
  const draft = createDraft(voided)
  visitInOrder(graph, draft, (node) => foldNode(draft, node))
  return draft
}

/** Without those whose cause was undone itself. */
function stillVoided(draft: Draft): Map<EntryHash, Node> {
  const applied = new Set(draft.applied.map(({ entry }) => entry.hash))
  return new Map([...draft.voided].filter(([, by]) => applied.has(by.entry.hash)))
}

/**
 * Folds until no act of higher authority is left that undoes a concurrent one (rule 4). Total and a
 * function of the graph alone. Beyond a number of rounds that honest logs never reach, what was undone
 * stays undone, so that it ends for every input.
 */
export function foldGraph(graph: Graph): Draft {
  let voided: Map<EntryHash, Node> = new Map()
  for (let round = 0; ; round++) {
    const draft = foldOnce(graph, voided)
    const kept = round < 2 * graph.nodes.size ? stillVoided(draft) : new Map(draft.voided)
    const conflict = findConflict(draft)
    if (!conflict && kept.size === voided.size) return draft
    for (const hash of conflict?.undone ?? []) kept.set(hash, (conflict as { by: Node }).by)
    voided = kept
  }
}
