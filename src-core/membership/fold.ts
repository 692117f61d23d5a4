import type { EntryHash } from '../base/ids.ts'
import type { Steps } from '../base/steps.ts'
import type { ActionOf } from './actions.ts'
import { concurrentParts } from './concurrentParts.ts'
import { findConflicts } from './conflicts.ts'
import { createDraft, type Draft } from './draft.ts'
import { applyEffect, noteEpoch, noteGivenKeys } from './effects.ts'
import type { ParentFacts } from './facts.ts'
import type { Graph, Node } from './graph.ts'
import { createVisits, type VisitInOrder } from './order.ts'
import { can } from './roles.ts'
import { couldRotate, deviceWasTheirs, problemWith, roleAtNode, UNDONE } from './validate.ts'

export function foldNode(draft: Draft, node: Node): void {
  draft.order.push(node)
  const problem = problemWith(draft, node)
  if (problem) {
    const { action, hash } = node.entry
    draft.rejected.set(hash, problem)
    // Anyone can write one; only of those who held the keys is it believed.
    if ((action.type === 'admit' || action.type === 'add') && can(roleAtNode(draft, node)).writeLog)
      noteGivenKeys(draft, action)
    if (action.type === 'deviceAdd' && roleAtNode(draft, node)) noteGivenKeys(draft, action)
    if (action.type === 'deviceAdd' && !deviceWasTheirs(draft, node))
      noteInVain(draft, node, action)
    // Others have written under it for as long as they did not know better.
    if (action.type === 'rotate' && (problem === UNDONE || couldRotate(draft, node)))
      noteEpoch(draft, node, action)
    return
  }
  applyEffect(draft, node)
  draft.applied.push(node)
}

function noteInVain({ cameInVain }: Draft, node: Node, { certificate }: ActionOf<'deviceAdd'>) {
  const { deviceId } = certificate
  cameInVain.set(deviceId, [...(cameInVain.get(deviceId) ?? []), node])
}

function* foldOnce(
  visitInOrder: VisitInOrder,
  voided: ReadonlyMap<EntryHash, Node>,
  parent: ParentFacts | undefined,
): Steps<Draft> {
  const draft = createDraft(voided, parent)
  for (const node of visitInOrder(draft)) {
    foldNode(draft, node)
    yield
  }
  return draft
}

/** Without those whose cause was undone itself. */
function stillVoided(draft: Draft): Map<EntryHash, Node> {
  const applied = new Set(draft.applied.map(({ entry }) => entry.hash))
  return new Map([...draft.voided].filter(([, by]) => applied.has(by.entry.hash)))
}

const keyOf = (voided: ReadonlyMap<EntryHash, Node>): string => [...voided.keys()].sort().join()

/**
 * Folds until no act of higher authority is left that undoes a concurrent one (rule 4). Total and a
 * function of the graph alone, and of a group's Space. Where the argument turns in a circle, what is undone stays undone from
 * then on, so that it ends for every input.
 */
export function* foldGraph(graph: Graph, parent: ParentFacts | undefined): Steps<Draft> {
  let voided: Map<EntryHash, Node> = new Map()
  const seen = new Set<string>()
  let circling = false
  const nodes = [...graph.nodes.values()]
  const parts = concurrentParts(nodes)
  const visitInOrder = createVisits(nodes)
  for (;;) {
    const draft = yield* foldOnce(visitInOrder, voided, parent)
    const kept = circling ? new Map(voided) : stillVoided(draft)
    const conflicts = yield* findConflicts(draft, parts)
    if (conflicts.size === 0 && kept.size === voided.size) return draft
    for (const [hash, by] of conflicts) kept.set(hash, by)
    voided = kept
    const key = keyOf(voided)
    circling ||= seen.has(key) || seen.size > MAX_ROUNDS
    seen.add(key)
  }
}

/** Far beyond what honest logs need; a bound on what a malicious admin can make everybody compute. */
const MAX_ROUNDS = 64
