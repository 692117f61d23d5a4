import type * as Y from 'yjs'
import * as z from 'zod/mini'
import type { ItemId } from '../base/ids.ts'
import { type Entry, readEntry } from './entries.ts'
import type { Deed, FeedRow } from './feedRow.ts'
import {
  contentOf,
  type StoredEdit,
  searchTextOf,
  storedEdit,
  storedItem,
  storedMark,
} from './items.ts'
import { MAX_NAME, SHORT_ID } from './limits.ts'

/** The eight colours of doors (interface.md); `bridge/schemas.ts` has the same list for pages. */
export const ENAMELS = [
  'bottle',
  'petrol',
  'oxblood',
  'ochre',
  'plum',
  'slate',
  'moss',
  'clay',
] as const
export type FeedEnamel = (typeof ENAMELS)[number]

/** What the Space is called, as far as somebody has said so. */
export interface FeedMeta {
  readonly name: string | null
  readonly enamel: FeedEnamel | null
  /** A hidden group that is there for one confidential document. */
  readonly document: boolean
}
export type NewMeta = {
  readonly name?: string
  readonly enamel?: FeedEnamel
  readonly form?: 'document'
}

/**
 * The feed's four root maps. Each value is one Yjs struct, so that ten thousand items stay cheap and
 * nothing can be nested into anything (protocol rule 9).
 */
export interface FeedMaps {
  readonly items: Y.Map<unknown>
  readonly edits: Y.Map<unknown>
  readonly bin: Y.Map<unknown>
  readonly meta: Y.Map<unknown>
  edit(itemId: ItemId): Entry<StoredEdit> | undefined
}

export function feedMaps(doc: Y.Doc): FeedMaps {
  const edits = doc.getMap('edits')
  return {
    items: doc.getMap('items'),
    edits,
    bin: doc.getMap('bin'),
    meta: doc.getMap('meta'),
    edit: (itemId) => readEntry(edits, itemId, storedEdit),
  }
}

export const isItemId = (key: string): key is ItemId => SHORT_ID.test(key)

const name = z.string().check(z.minLength(1), z.maxLength(MAX_NAME))
const enamel = z.enum(ENAMELS)
const form = z.literal('document')

export const readMeta = ({ meta }: FeedMaps): FeedMeta => ({
  name: readEntry(meta, 'name', name)?.value ?? null,
  enamel: readEntry(meta, 'enamel', enamel)?.value ?? null,
  document: readEntry(meta, 'form', form) !== undefined,
})

/** The order an item asks for; undefined when it is malformed. */
export function orderOf({ items }: FeedMaps, itemId: ItemId): number | undefined {
  const item = readEntry(items, itemId, storedItem)
  return item && contentOf(item.value, undefined, item.client) ? item.value.order : undefined
}

const deed = (entry: Entry<{ at: number }> | undefined): Deed | null =>
  entry ? { client: entry.client, at: entry.value.at } : null

/** One item from the document alone. */
export function rowOf(maps: FeedMaps, itemId: ItemId): FeedRow | undefined {
  const item = readEntry(maps.items, itemId, storedItem)
  if (!item) return undefined
  const edit = maps.edit(itemId)
  const content = contentOf(item.value, edit?.value, item.client)
  if (!content) return undefined
  return {
    itemId,
    order: item.value.order,
    created: { client: item.client, at: item.value.at },
    edited: deed(edit),
    binned: deed(readEntry(maps.bin, itemId, storedMark)),
    content,
    searchText: searchTextOf(content),
    manifestWithSecrets: item.value.kind === 'file' ? item.value.manifest : null,
  }
}
