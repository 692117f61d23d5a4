/** Rows in order, found by bisection: windows and indexes without sorting per call. */
export interface SortedList<T> {
  readonly length: number
  add(row: T): void
  /** Removes the row that compares equal. */
  remove(row: T): void
  slice(start: number, end: number): T[]
  at(index: number): T | undefined
  /** Index of the first row that `compare` does not put before `probe`. */
  lowerBound(probe: T): number
  /** Index of the first row for which `isPast` holds; it must hold for all after that one. */
  findFirst(isPast: (row: T) => boolean): number
}

export function createSortedList<T>(compare: (a: T, b: T) => number): SortedList<T> {
  const rows: T[] = []

  function findFirst(isPast: (row: T) => boolean): number {
    let low = 0
    let high = rows.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (isPast(rows[middle] as T)) high = middle
      else low = middle + 1
    }
    return low
  }
  const lowerBound = (probe: T) => findFirst((row) => compare(row, probe) >= 0)
  const isAt = (index: number, row: T) =>
    index < rows.length && compare(rows[index] as T, row) === 0

  return {
    get length() {
      return rows.length
    },
    add(row) {
      const last = rows.at(-1)
      if (last === undefined || compare(last, row) < 0) rows.push(row)
      else rows.splice(lowerBound(row), 0, row)
    },
    remove(row) {
      const index = lowerBound(row)
      if (isAt(index, row)) rows.splice(index, 1)
    },
    slice: (start, end) => rows.slice(start, end),
    at: (index) => rows[index],
    lowerBound,
    findFirst,
  }
}
