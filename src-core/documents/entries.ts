import type * as Y from 'yjs'
import type * as z from 'zod/mini'

export interface Entry<T> {
  readonly value: T
  /** Yjs client id of the struct: its tag tells the device (rule 11). */
  readonly client: number
}

/** The live value of a key with its author, or undefined when absent or not of the schema. */
export function readEntry<S extends z.ZodMiniType>(
  map: Y.Map<unknown>,
  key: string,
  schema: S,
): Entry<z.output<S>> | undefined {
  // Yjs tells an entry's author nowhere else than on the struct itself.
  const struct = map._map.get(key)
  if (!struct || struct.deleted) return undefined
  const parsed = schema.safeParse(struct.content.getContent()[struct.length - 1])
  return parsed.success ? { value: parsed.data, client: struct.id.client } : undefined
}

/** Keys that have a live value. */
export function* liveKeys(map: Y.Map<unknown>): Generator<string> {
  for (const [key, struct] of map._map) if (!struct.deleted) yield key
}

/** Keys of a root map that a transaction touched. */
export function* changedKeys(transaction: Y.Transaction, map: Y.Map<unknown>): Generator<string> {
  // Yjs' typing knows no key type for the changed parents.
  for (const key of transaction.changed.get(map as never) ?? []) if (key !== null) yield key
}
