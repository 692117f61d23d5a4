import type { Journal, Place, Rows } from './journal.ts'

/** A map whose changes a failed transaction takes back. */
export interface Table<K, V> extends Rows {
  get(key: K): V | undefined
  has(key: K): boolean
  set(key: K, value: V): void
  delete(key: K): void
  values(): IterableIterator<V>
  entries(): IterableIterator<[K, V]>
}

type OnChange<K, V> = (before: V | undefined, after: V | undefined, key: K) => void

/**
 * `place` is where its rows lie, a table's own or within a shelf. `onChange` is told of every change, of
 * every change taken back and of every row restored, to keep indexes right.
 */
export function createTable<K extends Place[number], V>(
  journal: Journal,
  place: Place,
  onChange?: OnChange<K, V>,
): Table<K, V> {
  const rows = new Map<K, V>()

  function put(key: K, value: V | undefined): void {
    const before = rows.get(key)
    if (value === undefined) rows.delete(key)
    else rows.set(key, value)
    onChange?.(before, value, key)
  }
  function change(key: K, value: V | undefined): void {
    const before = rows.get(key)
    put(key, value)
    journal.record(() => put(key, before), { place: [...place, key], value })
  }

  const table: Table<K, V> = {
    get: (key) => rows.get(key),
    has: (key) => rows.has(key),
    set: change,
    delete: (key) => change(key, undefined),
    values: () => rows.values(),
    entries: () => rows.entries(),
    *dump() {
      for (const [key, value] of rows) yield { place: [...place, key], value }
    },
    restore: ([key], value) => put(key as K, value as V),
  }
  if (place.length === 1) journal.add(String(place[0]), table)
  return table
}

/** Several tables that lie at one place, each beneath its own name. */
export function rowsOf(tables: Readonly<Record<string, Rows>>): Rows {
  return {
    *dump() {
      for (const table of Object.values(tables)) yield* table.dump()
    },
    restore: ([name, ...path], value) => tables[String(name)]?.restore(path, value),
  }
}

/** One value of type `T` for each key, made when first asked for; forgetting one can be taken back. */
export interface Shelf<K, T> {
  of(key: K): T
  /** Without making it. */
  peek(key: K): T | undefined
  entries(): IterableIterator<[K, T]>
  forget(key: K): void
}

/** `create` is given the place that its tables have to lie beneath. */
export function createShelf<K extends string, T extends Rows>(
  journal: Journal,
  name: string,
  create: (place: Place) => T,
): Shelf<K, T> {
  const held = new Map<K, T>()
  const of = (key: K): T => {
    const found = held.get(key)
    if (found !== undefined) return found
    const made = create([name, key])
    held.set(key, made)
    journal.record(() => held.delete(key))
    return made
  }
  journal.add(name, {
    *dump() {
      for (const one of held.values()) yield* one.dump()
    },
    restore: ([key, ...path], value) => of(key as K).restore(path, value),
  })
  return {
    of,
    peek: (key) => held.get(key),
    entries: () => held.entries(),
    forget(key) {
      const one = held.get(key)
      if (one === undefined) return
      held.delete(key)
      journal.record(() => held.set(key, one), { place: [name, key], value: undefined })
    },
  }
}
