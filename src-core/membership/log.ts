import type { EntryHash, EpochId, SpaceId } from '../base/ids.ts'
import { inOneTurn, type Steps } from '../base/steps.ts'
import { compareIds } from './compareIds.ts'
import { copyDraft, createDraft, type Draft } from './draft.ts'
import type { EncodedEntry } from './entry.ts'
import type { ParentFacts } from './facts.ts'
import { foldGraph, foldNode } from './fold.ts'
import {
  addEntries,
  copyGraph,
  createGraph,
  followsEverything,
  type Graph,
  type IsVerified,
  latestOf,
  missingEntries,
  type Node,
} from './graph.ts'
import type { MembershipState } from './state.ts'

/**
 * What a log says. Total: never throws, whatever the bytes, their order or repetition (rule 5). Entries
 * of other Spaces and anything that is not an entry are left out. `parent`: of a hidden group, without
 * which nothing in it counts (rule 10).
 */
export function replay(
  spaceId: SpaceId,
  entries: Iterable<Uint8Array>,
  parent?: ParentFacts,
): MembershipState {
  return inOneTurn(replaying(spaceId, entries, parent))
}

/** The same in steps, as `extending`. */
export const replaying = (
  spaceId: SpaceId,
  entries: Iterable<Uint8Array>,
  parent?: ParentFacts,
  isVerified?: IsVerified,
): Steps<MembershipState> =>
  extending(view(createGraph(spaceId), createDraft(new Map(), parent)), entries, isVerified)

/**
 * The same for what lies on one's own disk. Only entries that were found valid may be there
 * (`keptSince`): 10,000 signatures take longer than everything else.
 */
export function replayKept(
  spaceId: SpaceId,
  entries: Iterable<Uint8Array>,
  parent?: ParentFacts,
): MembershipState {
  return inOneTurn(replaying(spaceId, entries, parent, () => true))
}

/** A group's log, read anew after its Space's log has changed. */
export function withParent(state: MembershipState, parent: ParentFacts): MembershipState {
  return inOneTurn(readingWithin(state, parent))
}

/** The same in steps. */
export function* readingWithin(
  state: MembershipState,
  parent: ParentFacts,
): Steps<MembershipState> {
  const { graph } = state.internal
  return view(graph, yield* foldGraph(graph, parent))
}

/** What `after` has and `before` had not, parents first: what to write to disk. */
export const keptSince = (before: MembershipState, after: MembershipState): EncodedEntry[] =>
  [...after.internal.graph.nodes.values()]
    .slice(before.internal.graph.nodes.size)
    .map(({ entry: { hash, bytes } }) => ({ hash, bytes }))

/** The same as replaying everything together; an entry that follows all known ones costs little. */
export const extend = (
  state: MembershipState,
  entries: Iterable<Uint8Array>,
  isVerified?: IsVerified,
): MembershipState => inOneTurn(extending(state, entries, isVerified))

/**
 * The same in steps of some ms at most, for whoever has other things to do meanwhile. `isVerified`: entries whose
 * signatures were found good before, in whatever log of this Space.
 */
export function* extending(
  state: MembershipState,
  entries: Iterable<Uint8Array>,
  isVerified: IsVerified = () => false,
): Steps<MembershipState> {
  const graph = copyGraph(state.internal.graph)
  const before = { nodes: graph.nodes.size, pending: graph.pending.size }
  const refused = graph.refused.size
  const added = yield* addEntries(graph, entries, isVerified)
  if (added.length > 0) return view(graph, yield* draftWith(graph, state.internal.draft, added))
  const unchanged = graph.pending.size === before.pending && graph.refused.size === refused
  return unchanged ? state : view(graph, state.internal.draft)
}

function* draftWith(graph: Graph, before: Draft, added: readonly Node[]): Steps<Draft> {
  if (!added.every(followsEverything)) return yield* foldGraph(graph, before.parent)
  const draft = copyDraft(before)
  for (const node of added) {
    foldNode(draft, node)
    yield
  }
  return draft
}

function view(graph: Graph, draft: Draft): MembershipState {
  return {
    spaceId: graph.spaceId,
    parent: parentOf(graph),
    heads: [...graph.heads].sort(compareIds),
    has: (hash: EntryHash) => graph.nodes.has(hash),
    members: draft.members,
    devices: draft.devices,
    invites: draft.invites,
    epochs: draft.epochs,
    currentEpoch: currentEpochOf(draft),
    relays: draft.relays,
    lowerings: draft.lowerings,
    rejected: new Map([...graph.refused, ...draft.rejected]),
    missing: missingEntries(graph).sort(compareIds),
    internal: { graph, draft },
  }
}

function parentOf({ nodes, spaceId }: Graph): SpaceId | null {
  const action = nodes.get(spaceId as string as EntryHash)?.entry.action
  return action?.type === 'genesis' ? action.parent : null
}

function currentEpochOf(draft: Draft): MembershipState['currentEpoch'] {
  const latest = latestOf([...draft.rotations.values()])
  return latest.map(({ entry }) => entry.hash as string as EpochId).sort(compareIds)[0] ?? null
}
