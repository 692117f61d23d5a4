/** The address of a row: the table's name, the key of what it belongs to, its own key. */
export type Place = readonly (string | number | null)[]

/** A row as it is after a transaction; without a value it is gone, with all that lay beneath it. */
export interface RowChange {
  readonly place: Place
  readonly value: unknown
}

/** What can be taken out row by row, and put back. */
export interface Rows {
  dump(): Iterable<RowChange>
  /** Without announcing it. `path`: the place without the part that led here. */
  restore(path: Place, value: unknown): void
}

/** Undoes what a transaction did when it fails, and tells what was done when it does not. */
export interface Journal {
  /** All or nothing. Nested calls join the outer one; one that fails dooms the whole. */
  transaction<T>(work: () => T): T
  /** Remembers how to take the change just made back, while a transaction runs. */
  record(undo: () => void, change?: RowChange): void
  /** Names the rows that begin with `name`. */
  add(name: string, rows: Rows): void
  /** Everything that lies in memory now. */
  dump(): Iterable<RowChange>
  restore(rows: Iterable<RowChange>): void
  /** Told after each transaction that changed something. */
  onCommit(listener: (changes: readonly RowChange[]) => void): void
}

export function createJournal(): Journal {
  let undos: (() => void)[] | undefined
  let changes: RowChange[] = []
  let doomed: { readonly error: unknown } | undefined
  const tables = new Map<string, Rows>()
  const listeners: ((changes: readonly RowChange[]) => void)[] = []

  function tell() {
    const done = changes
    changes = []
    if (done.length > 0) for (const listener of listeners) listener(done)
  }

  function outermost<T>(work: () => T): T {
    const steps: (() => void)[] = []
    undos = steps
    doomed = undefined
    try {
      const value = work()
      if (doomed) throw (doomed as { error: unknown }).error
      undos = undefined
      tell()
      return value
    } catch (error) {
      undos = undefined
      changes = []
      for (const undo of steps.reverse()) undo()
      throw error
    }
  }

  return {
    transaction(work) {
      if (undos === undefined) return outermost(work)
      try {
        return work()
      } catch (error) {
        doomed = { error }
        throw error
      }
    },
    record(undo, change) {
      undos?.push(undo)
      if (change && listeners.length > 0) changes.push(change)
      if (undos === undefined) tell()
    },
    add: (name, rows) => void tables.set(name, rows),
    *dump() {
      for (const rows of tables.values()) yield* rows.dump()
    },
    restore(rows) {
      for (const { place, value } of rows) {
        const [name, ...path] = place
        tables.get(String(name))?.restore(path, value)
      }
    },
    onCommit: (listener) => void listeners.push(listener),
  }
}
