import type * as Y from 'yjs'
import type { Disposer } from '../base/disposer.ts'
import { createEmitter } from '../base/emitter.ts'
import type { ItemId } from '../base/ids.ts'
import { changedKeys, liveKeys } from './entries.ts'
import {
  type FeedMeta,
  feedMaps,
  isItemId,
  type NewMeta,
  orderOf,
  readMeta,
  rowOf,
} from './feedMaps.ts'
import { type GivenMeta, metaBy, metaToGive } from './feedMeta.ts'
import type { FeedRow } from './feedRow.ts'
import type { StoredEdit, StoredItem } from './items.ts'
import { createOrders } from './orders.ts'

type WithoutPlace<T> = T extends StoredItem ? Omit<T, 'order'> : never
/** An item to post; its order is given by the feed. */
export type NewItem = { readonly id: ItemId } & Readonly<WithoutPlace<StoredItem>>

/** What a transaction did, as rows to write and to take out. */
export interface FeedChange {
  readonly rows: readonly FeedRow[]
  readonly removed: readonly ItemId[]
  readonly meta: boolean
}

/** Commands are one transaction each; roles are the caller's business. */
export interface Feed {
  post(item: NewItem): void
  /** Replaces the fields given; those of earlier edits stay. */
  edit(itemId: ItemId, change: StoredEdit): void
  /** Takes all edits back. */
  clearEdit(itemId: ItemId): void
  bin(itemId: ItemId, at: number): void
  restore(itemId: ItemId): void
  setMeta(meta: NewMeta): void
  meta(): FeedMeta
  /** What these Yjs clients said of it, to be said once more (rule 35). */
  metaBy(clients: ReadonlySet<number>): GivenMeta | undefined
  /** What of it is to be set: nothing where somebody said something else since. */
  metaToGive(given: GivenMeta): NewMeta
  /** The newest edit, for an undo that restores it. */
  editOf(itemId: ItemId): StoredEdit | undefined
  row(itemId: ItemId): FeedRow | undefined
  /** Every row, in no order. */
  rows(): Generator<FeedRow>
  /** The highest order, 0 for an empty feed, binned items included. */
  lastOrder(): number
  /** Entries that are there and left out: malformed, or with an order out of reach. */
  ignored(): number
  /** Told after each transaction that changed something; only its own rows. */
  onChange(listener: (change: FeedChange) => void): Disposer
  close(): void
}

/** The feed of a Space over its Y.Doc: commands in, rows out. */
export function createFeed(doc: Y.Doc): Feed {
  const maps = feedMaps(doc)
  const orders = createOrders<ItemId>()
  const changes = createEmitter<FeedChange>()

  const learn = (itemId: ItemId) => orders.set(itemId, orderOf(maps, itemId))
  const row = (itemId: ItemId) => (orders.isPlaced(itemId) ? rowOf(maps, itemId) : undefined)

  for (const key of liveKeys(maps.items)) {
    if (isItemId(key)) learn(key)
  }
  orders.settle()

  function project(transaction: Y.Transaction): void {
    const items = [...changedKeys(transaction, maps.items)].filter(isItemId)
    for (const itemId of items) learn(itemId)
    const touched = new Set([...items, ...orders.settle()])
    for (const map of [maps.edits, maps.bin])
      for (const key of changedKeys(transaction, map)) if (isItemId(key)) touched.add(key)
    const meta = !changedKeys(transaction, maps.meta).next().done
    if (touched.size === 0 && !meta) return
    const rows: FeedRow[] = []
    const removed: ItemId[] = []
    for (const itemId of touched) {
      const found = row(itemId)
      if (found) rows.push(found)
      else removed.push(itemId)
    }
    changes.emit({ rows, removed, meta })
  }
  doc.on('afterTransaction', project)

  const readEdit = (itemId: ItemId) => maps.edit(itemId)?.value
  return {
    post({ id, ...item }) {
      doc.transact(() => maps.items.set(id, { ...item, order: orders.last() + 1 }))
    },
    edit(itemId, change) {
      doc.transact(() => maps.edits.set(itemId, { ...readEdit(itemId), ...change }))
    },
    clearEdit: (itemId) => doc.transact(() => maps.edits.delete(itemId)),
    bin: (itemId, at) => doc.transact(() => maps.bin.set(itemId, { at })),
    restore: (itemId) => doc.transact(() => maps.bin.delete(itemId)),
    setMeta(meta) {
      doc.transact(() => {
        for (const [key, value] of Object.entries(meta)) maps.meta.set(key, value)
      })
    },
    meta: () => readMeta(maps),
    metaBy: (clients) => metaBy(maps, clients),
    metaToGive: (given) => metaToGive(maps, given),
    editOf: readEdit,
    row,
    *rows() {
      for (const key of liveKeys(maps.items)) {
        const found = isItemId(key) ? row(key) : undefined
        if (found) yield found
      }
    },
    lastOrder: orders.last,
    ignored: () => [...liveKeys(maps.items)].length - orders.placed(),
    onChange: changes.on,
    close() {
      doc.off('afterTransaction', project)
      changes.clear()
    },
  }
}
