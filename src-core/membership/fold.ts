import type { EntryHash } from '../base/ids.ts'
import type { Steps } from '../base/steps.ts'
import type { DeviceCertificate } from './certificate.ts'
import { concurrentParts } from './concurrentParts.ts'
import { findConflicts } from './conflicts.ts'
import { createDraft, type Draft } from './draft.ts'
import { applyEffect, noteEpoch, noteGivenKeys } from './effects.ts'
import type { ParentFacts } from './facts.ts'
import { undoingOf } from './goodFaith.ts'
import type { Graph, Node } from './graph.ts'
import { createVisits, type VisitInOrder } from './order.ts'
import { can } from './roles.ts'
import {
  admissionWasTheirs,
  couldRotate,
  deviceWasTheirs,
  problemWith,
  roleAtNode,
} from './validate.ts'

export function foldNode(draft: Draft, node: Node): void {
  draft.order.push(node)
  const problem = problemWith(draft, node)
  if (problem) {
    draft.rejected.set(node.entry.hash, problem)
    noteRejected(draft, node)
    return
  }
  applyEffect(draft, node)
  draft.applied.push(node)
}

/** Of what does not count, what others may have relied on, or has given keys away. */
function noteRejected(draft: Draft, node: Node): void {
  const { action, hash } = node.entry
  const undoing = undoingOf(draft, node)
  if (undoing) draft.undoings.set(hash, undoing)
  if (action.type === 'admit' || action.type === 'add' || action.type === 'deviceAdd') {
    // Anyone can write one; only of those who held the keys is it believed.
    if (undoing || heldKeys(draft, node)) noteGivenKeys(draft, action)
    if (undoing || !problemOfBringing(draft, node)) noteInVain(draft, node, action.certificate)
  }
  // Others have written under it for as long as they did not know better.
  if (action.type === 'rotate' && (undoing || couldRotate(draft, node)))
    noteEpoch(draft, node, action)
}

const heldKeys = (draft: Draft, node: Node): boolean => {
  const role = roleAtNode(draft, node)
  return node.entry.action.type === 'deviceAdd' ? role !== undefined : can(role).writeLog
}

/** Why it was not its author's to bring that device in, as far as it could know. */
const problemOfBringing = (draft: Draft, node: Node): string | undefined =>
  node.entry.action.type === 'deviceAdd'
    ? deviceWasTheirs(draft, node)
    : admissionWasTheirs(draft, node)

function noteInVain({ cameInVain }: Draft, node: Node, { deviceId }: DeviceCertificate) {
  cameInVain.set(deviceId, [...(cameInVain.get(deviceId) ?? []), node])
}

function* foldOnce(
  visitInOrder: VisitInOrder,
  voided: ReadonlyMap<EntryHash, Node>,
  parent: ParentFacts | undefined,
  first: Draft | undefined,
): Steps<Draft> {
  const draft = createDraft(voided, parent, first)
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
  let first: Draft | undefined
  const nodes = [...graph.nodes.values()]
  const parts = concurrentParts(nodes)
  const visitInOrder = createVisits(nodes)
  for (;;) {
    const draft = yield* foldOnce(visitInOrder, voided, parent, first)
    first ??= draft
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
