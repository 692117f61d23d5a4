import type { EntryHash, UserId } from '../base/ids.ts'
import type { Steps } from '../base/steps.ts'
import { type ActsOfPart, collectActs } from './actsOfPart.ts'
import { compareIds } from './compareIds.ts'
import type { ConcurrentPart } from './concurrentParts.ts'
import { authorOf, type Draft, seniorityOf } from './draft.ts'
import type { Node } from './graph.ts'
import { followsParent } from './groupRules.ts'
import {
  addPlace,
  both,
  createPlaces,
  type Places,
  placesIn,
  removePlace,
  without,
} from './places.ts'
import { rankOf } from './roles.ts'
import { roleAtNode } from './validate.ts'

/**
 * Who wins between two concurrent acts (rule 4): in a group what its Space did; then the author's role where it wrote, then seniority, then
 * which of a person's devices is the older one, then hash. Negative: `a` wins.
 */
function createComparison(draft: Draft): (a: Node, b: Node) => number {
  const devicePlaces = new Map([...draft.deviceUse.keys()].map((device, place) => [device, place]))
  const known = new Map<Node, readonly number[]>()
  const authority = (node: Node) => {
    const found = known.get(node) ?? [
      // What the Space has done already stands before all that its groups say (rule 10).
      followsParent(draft, node) ? 0 : 1,
      rankOf(roleAtNode(draft, node)),
      seniorityOf(draft, authorOf(draft, node)),
      devicePlaces.get(node.entry.author) ?? Number.MAX_SAFE_INTEGER,
    ]
    known.set(node, found)
    return found
  }
  return (a, b) => {
    const [first, second] = [authority(a), authority(b)]
    const at = first.findIndex((part, i) => part !== second[i])
    if (at >= 0) return (first[at] as number) - (second[at] as number)
    return compareIds(a.entry.hash, b.entry.hash)
  }
}

/**
 * What `by` undoes as far as it is concurrent. Whoever loses a role, a place or a device loses what it
 * did meanwhile too, so that nobody keeps power by back-dating; only where it took power away itself
 * does the higher authority stand. A revocation undoes admissions through its link.
 * `lower`: acts of lower authority than `by`.
 */
function* undoneBy(draft: Draft, by: Node, acts: ActsOfPart, lower: Places): Generator<Places> {
  const { action } = by.entry
  const meanwhile = (some: Places) => without(some, without(acts.strips(), lower))
  const about = (type: 'role' | 'remove' | 'transfer', userId: UserId) =>
    both(acts.about(type, userId), lower)
  switch (action.type) {
    case 'revoke':
      yield acts.admissions(action.inviteId)
      return
    case 'transfer':
      yield both(acts.transfers(), lower)
      yield about('role', action.userId)
      yield about('remove', action.userId)
      return
    case 'role':
      yield about('role', action.userId)
      yield about('transfer', action.userId)
      if (!draft.lowers.has(by.entry.hash)) return
      // One's devices are one's own, whatever the role.
      yield without(meanwhile(acts.ofPerson(action.userId)), acts.changesOfDevices())
      return
    case 'remove':
      yield about('transfer', action.userId)
      yield meanwhile(acts.ofPerson(action.userId))
      return
    case 'deviceRemove':
      yield meanwhile(acts.ofDevice(action.deviceId))
      // Also where somebody else put it into the log: a stolen device could go on for ever.
      yield meanwhile(acts.certifiedBy(action.deviceId))
  }
}

const JUDGES: ReadonlySet<string> = new Set([
  'revoke',
  'transfer',
  'role',
  'remove',
  'deviceRemove',
])

/** Applied nodes that something may be concurrent with, by part. */
function byPart(draft: Draft, parts: Parts): Map<ConcurrentPart, Node[]> {
  const groups = new Map<ConcurrentPart, Node[]>()
  for (const node of draft.applied) {
    const part = parts[node.index]
    if (!part) continue
    const group = groups.get(part)
    if (group) group.push(node)
    else groups.set(part, [node])
  }
  return groups
}

type Parts = readonly (ConcurrentPart | undefined)[]

/**
 * What is undone, and by what, as the draft stands. The acts of the highest authority are settled first;
 * whatever one of them undoes undoes nothing itself. `parts`: of all nodes of the graph, by index.
 *
 * Each entry is undone once, and which entries an act may undo is found 32 at a time: whoever writes thousands
 * of entries beside each other does not make everybody compare all of them with all others.
 */
export function* findConflicts(draft: Draft, parts: Parts): Steps<Map<EntryHash, Node>> {
  const compare = createComparison(draft)
  const undone = new Map<EntryHash, Node>()
  for (const [part, nodes] of byPart(draft, parts))
    yield* settlePart(draft, part, nodes, compare, undone)
  return undone
}

function* settlePart(
  draft: Draft,
  part: ConcurrentPart,
  nodes: readonly Node[],
  compare: (a: Node, b: Node) => number,
  undone: Map<EntryHash, Node>,
): Steps<void> {
  const judges = nodes.filter(({ entry }) => JUDGES.has(entry.action.type)).sort(compare)
  if (judges.length === 0) return
  const acts = collectActs(draft, part, nodes)
  const nodeAt = new Map(nodes.map((node) => [part.place(node), node]))
  const standing = createPlaces(part.size)
  const lower = createPlaces(part.size)
  for (const node of nodes) addPlace(standing, part.place(node))
  for (const judge of judges) addPlace(lower, part.place(judge))
  for (const by of judges) {
    removePlace(lower, part.place(by))
    if (undone.has(by.entry.hash)) continue
    const concurrent = both(part.concurrentWith(by), standing)
    for (const some of undoneBy(draft, by, acts, lower))
      for (const place of placesIn(both(some, concurrent))) {
        undone.set((nodeAt.get(place) as Node).entry.hash, by)
        removePlace(standing, place)
      }
    yield
  }
}
