import type { Journal } from './journal.ts'

/** A map whose changes a failed transaction takes back. */
export interface Table<K, V> {
  get(key: K): V | undefined
  has(key: K): boolean
  set(key: K, value: V): void
  delete(key: K): void
  values(): IterableIterator<V>
  entries(): IterableIterator<[K, V]>
}

/** `onChange` is told of every change and of every change taken back, to keep indexes right. */
export function createTable<K, V>(
  journal: Journal,
  onChange?: (before: V | undefined, after: V | undefined) => void,
): Table<K, V> {
  const rows = new Map<K, V>()

  function put(key: K, value: V | undefined): void {
    const before = rows.get(key)
    if (value === undefined) rows.delete(key)
    else rows.set(key, value)
    onChange?.(before, value)
  }
  function change(key: K, value: V | undefined): void {
    const before = rows.get(key)
    put(key, value)
    journal.record(() => put(key, before))
  }

  return {
    get: (key) => rows.get(key),
    has: (key) => rows.has(key),
    set: change,
    delete: (key) => change(key, undefined),
    values: () => rows.values(),
    entries: () => rows.entries(),
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

export function createShelf<K, T>(journal: Journal, create: () => T): Shelf<K, T> {
  const held = createTable<K, T>(journal)
  return {
    of(key) {
      const found = held.get(key)
      if (found !== undefined) return found
      const made = create()
      held.set(key, made)
      return made
    },
    peek: held.get,
    entries: held.entries,
    forget: held.delete,
  }
}
