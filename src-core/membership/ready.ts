import type { DeviceId, UserId } from '../base/ids.ts'
import { compareIds } from './compareIds.ts'
import { type Draft, type Standing, standingOf } from './draft.ts'
import type { Node } from './graph.ts'

/** Entries whose parents have been visited, and which of them comes next (rule 4). */
export interface Ready {
  add(node: Node): void
  take(): Node | undefined
  /** To be called after each visit, which may have changed whose entries come first. */
  settle(visited: Node): void
}

/** Entries of one person, for whom only the hash decides: descending, so that the next one is the last. */
type Group = Node[]
/** Devices that belong to nobody are all alike. */
type Key = UserId | 'nobody'

interface Candidate {
  readonly first: Node
  readonly key: Key
  readonly standing: Standing
}

/**
 * A heap with the first entry of each person. Where a person's standing or first entry changes, another
 * candidate is added; those that are out of date are passed over.
 */
export function createReady(draft: Draft): Ready {
  const groups = new Map<Key, Group>()
  const heap = createHeap(compareCandidates)

  const keyOf = (device: DeviceId): Key => draft.devices.get(device)?.userId ?? 'nobody'

  function offer(key: Key) {
    const first = groups.get(key)?.at(-1)
    if (first) heap.add({ first, key, standing: standingOf(draft, first.entry.author) })
  }
  function add(node: Node) {
    const key = keyOf(node.entry.author)
    const group = groups.get(key) ?? []
    groups.set(key, group)
    insert(group, node)
    if (group.at(-1) === node) offer(key)
  }
  const isOutOfDate = ({ first, key, standing: [rank, seniority] }: Candidate) => {
    const now = standingOf(draft, first.entry.author)
    return groups.get(key)?.at(-1) !== first || now[0] !== rank || now[1] !== seniority
  }
  /** The device has a person from now on. */
  function claim(device: DeviceId) {
    const unclaimed = groups.get('nobody') ?? []
    const own = unclaimed.filter(({ entry }) => entry.author === device)
    if (own.length === 0) return
    groups.set(
      'nobody',
      unclaimed.filter(({ entry }) => entry.author !== device),
    )
    offer('nobody')
    for (const node of own) add(node)
  }
  return {
    add,
    take() {
      let next = heap.take()
      while (next && isOutOfDate(next)) next = heap.take()
      if (!next) return undefined
      groups.get(next.key)?.pop()
      offer(next.key)
      return next.first
    },
    settle({ entry: { action } }) {
      for (const userId of draft.changedStandings.splice(0)) offer(userId)
      if ('certificate' in action && draft.devices.has(action.certificate.deviceId))
        claim(action.certificate.deviceId)
    },
  }
}

function insert(group: Group, node: Node): void {
  let low = 0
  let high = group.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (compareIds((group[middle] as Node).entry.hash, node.entry.hash) > 0) low = middle + 1
    else high = middle
  }
  group.splice(low, 0, node)
}

/** Negative when `a` comes first. */
function compareCandidates(a: Candidate, b: Candidate): number {
  const [rankA, seniorityA] = a.standing
  const [rankB, seniorityB] = b.standing
  return (
    rankA - rankB || seniorityA - seniorityB || compareIds(a.first.entry.hash, b.first.entry.hash)
  )
}

/** A binary heap: the least comes first. */
function createHeap<T>(compare: (a: T, b: T) => number) {
  const items: T[] = []
  const swap = (a: number, b: number) => {
    const item = items[a] as T
    items[a] = items[b] as T
    items[b] = item
  }
  const isLess = (a: number, b: number) => compare(items[a] as T, items[b] as T) < 0
  return {
    add(item: T) {
      items.push(item)
      for (let at = items.length - 1; at > 0; at = (at - 1) >>> 1) {
        if (!isLess(at, (at - 1) >>> 1)) return
        swap(at, (at - 1) >>> 1)
      }
    },
    take(): T | undefined {
      if (items.length === 0) return undefined
      swap(0, items.length - 1)
      const first = items.pop()
      for (let at = 0, least = 0; ; at = least) {
        for (const child of [2 * at + 1, 2 * at + 2])
          if (child < items.length && isLess(child, least)) least = child
        if (least === at) return first
        swap(at, least)
      }
    },
  }
}
