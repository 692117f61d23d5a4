import type * as Y from 'yjs'
import {
  type FeedEnamel,
  type FeedMaps,
  type FeedMeta,
  type NewMeta,
  readMeta,
} from './feedMaps.ts'

/** A struct, by its Yjs client and clock. */
interface StructId {
  readonly client: number
  readonly clock: number
}

/** What somebody called a Space, and in place of which value; null: it had none. */
interface Given<T> {
  readonly value: T
  readonly over: StructId | null
}
export interface GivenMeta {
  readonly name: Given<string> | null
  readonly enamel: Given<FeedEnamel> | null
}

const isAt = (struct: Y.Item, { client, clock }: StructId) =>
  struct.id.client === client && clock === struct.id.clock

/** Behind all that these clients wrote one over another: what they had before them. */
function overOf(struct: Y.Item, clients: ReadonlySet<number>): StructId | null {
  let at: Y.Item | null = struct
  while (at?.origin && clients.has(at.origin.client)) {
    const { origin } = at as { origin: StructId }
    // Yjs keeps what was overwritten to the left, without its content.
    do at = at.left
    while (at && !isAt(at, origin))
  }
  const origin = at?.origin
  return origin ? { client: origin.client, clock: origin.clock } : null
}

const live = ({ meta }: FeedMaps, key: string): Y.Item | undefined => {
  const struct = meta._map.get(key)
  return struct && !struct.deleted ? struct : undefined
}

/** As it stands, as far as these clients gave it; undefined where they gave nothing of it. */
export function metaBy(maps: FeedMaps, clients: ReadonlySet<number>): GivenMeta | undefined {
  const now = readMeta(maps)
  function given<K extends 'name' | 'enamel'>(key: K): Given<NonNullable<FeedMeta[K]>> | null {
    const struct = live(maps, key)
    const value = now[key]
    if (!struct || value === null || !clients.has(struct.id.client)) return null
    return { value: value as NonNullable<FeedMeta[K]>, over: overOf(struct, clients) }
  }
  const meta = { name: given('name'), enamel: given('enamel') }
  return meta.name || meta.enamel ? meta : undefined
}

/** What of it is still to be set: where the value stands that it was given over, and nobody’s newer one. */
export function metaToGive(maps: FeedMaps, { name, enamel }: GivenMeta): NewMeta {
  const isFree = (key: string, over: StructId | null) => {
    const struct = live(maps, key)
    return struct ? over !== null && isAt(struct, over) : true
  }
  return {
    ...(name && isFree('name', name.over) ? { name: name.value } : {}),
    ...(enamel && isFree('enamel', enamel.over) ? { enamel: enamel.value } : {}),
  }
}
