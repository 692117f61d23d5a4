import { equalBytes } from '../base/bytes.ts'
import type { DeviceId, EntryHash, SpaceId } from '../base/ids.ts'
import type { Steps } from '../base/steps.ts'
import { type Bitset, firstMissing, hasBit, NOTHING, unionOf } from './bitset.ts'
import { type DeviceCertificate, verifyCertificate } from './certificate.ts'
import { type OpenedEntry, openEntry, verifyEntry } from './entry.ts'

/** An entry whose whole past is known and whose signature is its author's. */
export interface Node {
  readonly entry: OpenedEntry
  readonly index: number
  readonly parents: readonly Node[]
  /** By `index`. */
  readonly ancestors: Bitset
  /** Of an ADMIT: whether its two signatures hold; filled in when first asked. */
  proof?: boolean
}

/** Entries of at most 256 KiB that wait for their past. */
const MAX_PENDING = 256
const MAX_REFUSED = 10_000

interface Introduction {
  readonly certificate: DeviceCertificate
  readonly by: number
}

/**
 * Everything received of one log, as far as signatures tell. What is in it is a function of the set of
 * entries added, whatever their order; authority is judged later, by the fold.
 */
export interface Graph {
  readonly spaceId: SpaceId
  readonly nodes: Map<EntryHash, Node>
  /** Entries whose past is not complete yet. */
  readonly pending: Map<EntryHash, OpenedEntry>
  /** A hash on which others wait, to those. */
  readonly waiting: Map<EntryHash, Set<EntryHash>>
  /** Entries that no later knowledge can make valid, with the reason. */
  readonly refused: Map<EntryHash, string>
  readonly introduced: Map<DeviceId, readonly Introduction[]>
  readonly heads: Set<EntryHash>
}

export const createGraph = (spaceId: SpaceId): Graph => ({
  spaceId,
  nodes: new Map(),
  pending: new Map(),
  waiting: new Map(),
  refused: new Map(),
  introduced: new Map(),
  heads: new Set(),
})

/** Nodes are shared: nothing in them depends on what came after. */
export const copyGraph = (graph: Graph): Graph => ({
  spaceId: graph.spaceId,
  nodes: new Map(graph.nodes),
  pending: new Map(graph.pending),
  waiting: new Map(Array.from(graph.waiting, ([hash, set]) => [hash, new Set(set)])),
  refused: new Map(graph.refused),
  introduced: new Map(graph.introduced),
  heads: new Set(graph.heads),
})

/** Of entries that were nodes before: their signatures need no second look. */
export type IsVerified = (hash: EntryHash) => boolean

/** Adds what can be added, one in a step; returns the entries that became nodes, in topological order. */
export function* addEntries(
  graph: Graph,
  entries: Iterable<Uint8Array>,
  isVerified: IsVerified,
): Steps<Node[]> {
  const added: Node[] = []
  for (const bytes of entries) {
    const entry = openEntry(bytes)
    if (entry && !isKnown(graph, entry.hash)) settle(graph, entry, added, isVerified)
    yield
  }
  return added
}

export const isKnown = (graph: Graph, hash: EntryHash): boolean =>
  graph.nodes.has(hash) || graph.pending.has(hash) || graph.refused.has(hash)

/** Judges an entry, and then everything that waited for it. */
function settle(graph: Graph, first: OpenedEntry, added: Node[], isVerified: IsVerified): void {
  const todo = [first]
  for (let entry = todo.pop(); entry; entry = todo.pop()) {
    // It waited for two that came at once, of which one waited for the other.
    if (graph.nodes.has(entry.hash) || graph.refused.has(entry.hash)) continue
    const missing = missingParents(graph, entry)
    if (missing.length > 0) {
      wait(graph, entry, missing)
      continue
    }
    graph.pending.delete(entry.hash)
    const reason = isVerified(entry.hash) ? undefined : refusalOf(graph, entry)
    if (reason) refuse(graph, entry.hash, reason)
    else added.push(insert(graph, entry))
    for (const hash of graph.waiting.get(entry.hash) ?? []) {
      const waiter = graph.pending.get(hash)
      if (waiter) todo.push(waiter)
    }
    graph.waiting.delete(entry.hash)
  }
}

const missingParents = (graph: Graph, entry: OpenedEntry): EntryHash[] =>
  entry.prev.filter((hash) => !graph.nodes.has(hash) && !graph.refused.has(hash))

/**
 * Nothing vouches for an entry whose past is unknown, so there is room for few; one that finds none is
 * forgotten, and comes again with its past, because logs are sent parents first.
 */
function wait(graph: Graph, entry: OpenedEntry, missing: readonly EntryHash[]): void {
  if (graph.pending.size >= MAX_PENDING && !graph.pending.has(entry.hash)) return
  graph.pending.set(entry.hash, entry)
  for (const hash of missing)
    graph.waiting.set(hash, (graph.waiting.get(hash) ?? new Set()).add(entry.hash))
}

/** Remembered so that it is not judged again, as long as that costs less than judging. */
function refuse(graph: Graph, hash: EntryHash, reason: string): void {
  if (graph.refused.size < MAX_REFUSED) graph.refused.set(hash, reason)
}

function refusalOf(graph: Graph, entry: OpenedEntry): string | undefined {
  const { action } = entry
  if (action.type === 'genesis') {
    if ((entry.hash as string) !== graph.spaceId) return 'genesis of another Space'
    if (entry.author !== action.certificate.deviceId) return 'genesis by another device'
  } else {
    if (entry.spaceId !== graph.spaceId) return 'entry of another Space'
    if (entry.prev.some((hash) => graph.refused.has(hash))) return 'builds on a refused entry'
  }
  if ('certificate' in action && !verifyCertificate(action.certificate))
    return 'certificate does not verify'
  const isSigned = keysFor(graph, entry).some((key) => verifyEntry(entry, key))
  return isSigned ? undefined : 'not signed by its author'
}

/** The author's keys as far as the entry's own past introduces them. */
function keysFor(graph: Graph, entry: OpenedEntry): readonly Uint8Array[] {
  const { action } = entry
  if (action.type === 'genesis') return [action.certificate.signKey]
  const past = pastWith(parentsOf(graph, entry))
  // A device that only its root key vouches for brings itself in (rule 33); strangers do not.
  if (action.type === 'deviceAdd' && action.certificate.deviceId === entry.author)
    return hasRootIn(graph, past, action.certificate) ? [action.certificate.signKey] : []
  return (graph.introduced.get(entry.author) ?? [])
    .filter(({ by }) => hasBit(past, by))
    .map(({ certificate }) => certificate.signKey)
}

const hasRootIn = (graph: Graph, past: Bitset, { userId, rootKey }: DeviceCertificate): boolean =>
  [...graph.introduced.values()].some((all) =>
    all.some(
      ({ certificate, by }) =>
        certificate.userId === userId &&
        equalBytes(certificate.rootKey, rootKey) &&
        hasBit(past, by),
    ),
  )

const parentsOf = ({ nodes }: Graph, { prev }: OpenedEntry): readonly Node[] =>
  prev.map((hash) => nodes.get(hash) as Node)

/** Everything that is known at these nodes, themselves included. */
export const pastWith = (nodes: readonly Node[]): Bitset =>
  unionOf(nodes.map(({ ancestors, index }) => ({ set: ancestors, and: index })))

/** The nodes that none of the others follows, newest first. `nodes`: parents first. */
export function latestOf(nodes: readonly Node[]): Node[] {
  let past = NOTHING
  return nodes.toReversed().filter((node) => {
    if (hasBit(past, node.index)) return false
    past = unionOf([
      { set: past, and: node.index },
      { set: node.ancestors, and: node.index },
    ])
    return true
  })
}

function insert(graph: Graph, entry: OpenedEntry): Node {
  const index = graph.nodes.size
  const parents = parentsOf(graph, entry)
  const node: Node = { entry, index, parents, ancestors: pastWith(parents) }
  for (const hash of entry.prev) graph.heads.delete(hash)
  graph.nodes.set(entry.hash, node)
  graph.heads.add(entry.hash)
  const { action } = entry
  if ('certificate' in action) {
    const { deviceId } = action.certificate
    const known = graph.introduced.get(deviceId) ?? []
    graph.introduced.set(deviceId, [...known, { certificate: action.certificate, by: index }])
  }
  return node
}

/** Every entry before it is in its past: nothing is concurrent with it. */
export const followsEverything = (node: Node): boolean =>
  firstMissing(node.ancestors) === node.index

/** Hashes that entries name and nobody has shown yet. */
export const missingEntries = (graph: Graph): EntryHash[] =>
  [...graph.waiting.keys()].filter((hash) => !graph.pending.has(hash))
