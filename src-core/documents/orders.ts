import { MAX_ORDER_AHEAD } from './limits.ts'

export interface Orders<Id> {
  /** Tells the order of a well-formed entry; undefined when there is none (any more). */
  set(id: Id, order: number | undefined): void
  /** Entries whose order has come within or gone out of reach since the last call. */
  settle(): readonly Id[]
  /** True when the entry is there and its order is within reach. */
  isPlaced(id: Id): boolean
  /** The highest order within reach; 0 when there is none. */
  last(): number
  /** How many entries are within reach. */
  placed(): number
}

/**
 * The logical clock of a feed or of comments: the next order is `last() + 1`. An order counts only up to
 * `ahead` beyond the number of entries, so an author who writes a huge one is left out and cannot push
 * everybody else's to the end of the numbers. This depends on the set of entries alone, not on their
 * arrival (protocol rule 15).
 */
export function createOrders<Id>(ahead = MAX_ORDER_AHEAD): Orders<Id> {
  const within = new Map<Id, number>()
  const beyond = new Map<Id, number>()
  // Undefined: not known since the highest one left.
  let highest: number | undefined = 0

  const limit = () => within.size + beyond.size + ahead
  function findHighest(): number {
    let found = 0
    for (const order of within.values()) if (order > found) found = order
    return found
  }
  function last(): number {
    highest ??= findHighest()
    return highest
  }
  function put(id: Id, order: number, isWithin: boolean): void {
    const target = isWithin ? within : beyond
    target.set(id, order)
    if (isWithin && highest !== undefined && order > highest) highest = order
  }
  function remove(id: Id): void {
    if (within.get(id) === highest) highest = undefined
    within.delete(id)
    beyond.delete(id)
  }
  function move(from: Map<Id, number>, isDue: (order: number) => boolean): Id[] {
    const due = [...from].filter(([, order]) => isDue(order))
    for (const [id, order] of due) {
      remove(id)
      put(id, order, from === beyond)
    }
    return due.map(([id]) => id)
  }

  return {
    set(id, order) {
      remove(id)
      if (order !== undefined) put(id, order, order <= limit() + 1)
    },
    settle() {
      const most = limit()
      const arrived = beyond.size > 0 ? move(beyond, (order) => order <= most) : []
      const left = last() > most ? move(within, (order) => order > most) : []
      return [...arrived, ...left]
    },
    isPlaced: (id) => within.has(id),
    last,
    placed: () => within.size,
  }
}
