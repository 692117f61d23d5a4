import type { DeviceId, EntryHash, InviteId, UserId } from '../base/ids.ts'
import { compareIds } from './compareIds.ts'
import { authorOf, type Draft, seniorityOf } from './draft.ts'
import { areConcurrent, type Node } from './graph.ts'
import { followsParent } from './groupRules.ts'
import { rankOf } from './roles.ts'
import { roleAtNode } from './validate.ts'

/** Applied entries by what may undo them, so that not every entry is compared with every other. */
interface Candidates {
  readonly ofPerson: ReadonlyMap<UserId, readonly Node[]>
  readonly ofDevice: ReadonlyMap<DeviceId, readonly Node[]>
  /** ROLE, REMOVE and TRANSFER by whom they name. */
  readonly about: ReadonlyMap<UserId, readonly Node[]>
  readonly admissions: ReadonlyMap<InviteId, readonly Node[]>
  readonly transfers: readonly Node[]
  /** DEVICE+ by the device that certified the new one. */
  readonly certifiedBy: ReadonlyMap<DeviceId, readonly Node[]>
}

/** Acts that take power away; the authority of their authors decides between two against each other. */
const isStrip = (draft: Draft, { entry }: Node): boolean => draft.lowers.has(entry.hash)

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

function groupBy<K>(nodes: readonly Node[], keyOf: (node: Node) => K | undefined): Map<K, Node[]> {
  const groups = new Map<K, Node[]>()
  for (const node of nodes) {
    const key = keyOf(node)
    if (key === undefined) continue
    const group = groups.get(key)
    if (group) group.push(node)
    else groups.set(key, [node])
  }
  return groups
}

function personNamed({ entry: { action } }: Node): UserId | undefined {
  const isAboutSomebody =
    action.type === 'role' || action.type === 'remove' || action.type === 'transfer'
  return isAboutSomebody ? action.userId : undefined
}

const collectCandidates = (draft: Draft): Candidates => ({
  ofPerson: groupBy(draft.applied, (node) => authorOf(draft, node)),
  ofDevice: groupBy(draft.applied, ({ entry }) => entry.author),
  about: groupBy(draft.applied, personNamed),
  admissions: groupBy(draft.applied, ({ entry: { action } }) =>
    action.type === 'admit' ? action.inviteId : undefined,
  ),
  certifiedBy: groupBy(draft.applied, ({ entry: { action } }) =>
    action.type === 'deviceAdd' ? action.certificate.issuer?.deviceId : undefined,
  ),
  transfers: draft.applied.filter(({ entry }) => entry.action.type === 'transfer'),
})

const changesDevices = ({ entry: { action } }: Node): boolean =>
  action.type === 'deviceAdd' || action.type === 'deviceRemove'

/**
 * What `by` undoes as far as it is concurrent. Whoever loses a role, a place or a device loses what it
 * did meanwhile too, so that nobody keeps power by back-dating; only where it took power away itself
 * does the higher authority stand. A revocation undoes admissions through its link.
 */
function* undoneBy(
  draft: Draft,
  by: Node,
  all: Candidates,
  wins: (other: Node) => boolean,
): Generator<Node> {
  const { action } = by.entry
  const meanwhile = function* (acts: readonly Node[] | undefined) {
    for (const other of acts ?? [])
      if (areConcurrent(by, other) && (!isStrip(draft, other) || wins(other))) yield other
  }
  const isAbout = (userId: UserId, ...types: string[]) =>
    (all.about.get(userId) ?? []).filter(
      (other) => areConcurrent(by, other) && types.includes(other.entry.action.type) && wins(other),
    )
  switch (action.type) {
    case 'revoke':
      yield* all.admissions.get(action.inviteId) ?? []
      return
    case 'transfer':
      yield* all.transfers.filter(wins)
      yield* isAbout(action.userId, 'role', 'remove')
      return
    case 'role':
      yield* isAbout(action.userId, 'role', 'transfer')
      if (!isStrip(draft, by)) return
      // One's devices are one's own, whatever the role.
      for (const other of meanwhile(all.ofPerson.get(action.userId)))
        if (!changesDevices(other)) yield other
      return
    case 'remove':
      yield* isAbout(action.userId, 'transfer')
      yield* meanwhile(all.ofPerson.get(action.userId))
      return
    case 'deviceRemove':
      yield* meanwhile(all.ofDevice.get(action.deviceId))
      // Also where somebody else put it into the log: a stolen device could go on for ever.
      yield* meanwhile(all.certifiedBy.get(action.deviceId))
  }
}

const JUDGES: ReadonlySet<string> = new Set([
  'revoke',
  'transfer',
  'role',
  'remove',
  'deviceRemove',
])

/**
 * What is undone, and by what, as the draft stands. The acts of the highest authority are settled first;
 * whatever one of them undoes undoes nothing itself.
 */
export function findConflicts(draft: Draft): Map<EntryHash, Node> {
  const compare = createComparison(draft)
  const all = collectCandidates(draft)
  const undone = new Map<EntryHash, Node>()
  const judges = draft.applied
    .filter(({ entry }) => JUDGES.has(entry.action.type))
    .sort((a, b) => compare(a, b))
  for (const by of judges) {
    if (undone.has(by.entry.hash)) continue
    for (const other of undoneBy(draft, by, all, (one) => compare(by, one) < 0)) {
      const { hash } = other.entry
      if (!undone.has(hash) && areConcurrent(by, other)) undone.set(hash, by)
    }
  }
  return undone
}
