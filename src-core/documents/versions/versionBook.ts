import type * as Y from 'yjs'
import * as z from 'zod/mini'
import type { Disposer } from '../../base/disposer.ts'
import { createEmitter } from '../../base/emitter.ts'
import type { ItemId, SpaceId, VersionId } from '../../base/ids.ts'
import { tagOf } from '../clientId.ts'
import { changedKeys, liveKeys, readEntry } from '../entries.ts'
import { SHORT_ID } from '../limits.ts'
import { createOrders } from '../orders.ts'
import { MAX_VERSION_BYTES } from './versionBlob.ts'
import { VERSION_KINDS, type VersionRecord, versionIdOf } from './versionRecord.ts'

export interface KeptVersion extends VersionRecord {
  readonly versionId: VersionId
  /** Yjs client id of the author: its tag tells the device. */
  readonly client: number
}

/** The mark that a version is erased. */
export interface ErasedVersion {
  readonly versionId: VersionId
  readonly itemId: ItemId
  readonly at: number
  /** When it had been kept, as whoever erased it said. */
  readonly keptAt: number
  /** The app made room for newer ones; nobody asked for it. */
  readonly thinned: boolean
  /** Of who erased it. */
  readonly client: number
}

/** What is said of kept versions in the feed of a Space; their content lies elsewhere. */
export interface VersionBook {
  /** Those that count: well-formed, by the author that their id names, not erased. In no order. */
  live(): Generator<KeptVersion>
  get(versionId: VersionId): KeptVersion | undefined
  erased(): Generator<ErasedVersion>
  isErased(versionId: VersionId): boolean
  /** The order that the next one gets. */
  nextOrder(): number
  /** `record.order` must be `nextOrder()`. Returns the id. */
  add(record: VersionRecord): VersionId
  /** For good: an erased version stays erased, whatever arrives. */
  erase(versionIds: readonly VersionId[], at: number, thinned: boolean): void
  onChange(listener: () => void): Disposer
  close(): void
}

const id = z.string().check(z.regex(SHORT_ID))
const time = z.int().check(z.minimum(0), z.maximum(8.64e15))
const digest = z.custom<Uint8Array>((value) => value instanceof Uint8Array && value.length === 32)
const storedVersion = z.object({
  item: id,
  at: time,
  order: z.int().check(z.minimum(1), z.maximum(Number.MAX_SAFE_INTEGER)),
  kind: z.enum(VERSION_KINDS as [string, ...string[]]),
  hash: digest,
  check: digest,
  bytes: z.int().check(z.minimum(1), z.maximum(MAX_VERSION_BYTES)),
})
const storedErasure = z.object({
  item: id,
  at: time,
  keptAt: time,
  thinned: z.optional(z.literal(true)),
})

const isVersionId = (key: string): key is VersionId => SHORT_ID.test(key)

/** Over the document of the feed: who may write there may keep, and erase (rules 9, 16). */
export function createVersionBook(doc: Y.Doc, spaceId: SpaceId, tag: number): VersionBook {
  const versions: Y.Map<unknown> = doc.getMap('versions')
  const erasures: Y.Map<unknown> = doc.getMap('erased')
  const changed = createEmitter<void>()
  const orders = createOrders<VersionId>()

  function read(versionId: VersionId): KeptVersion | undefined {
    const entry = readEntry(versions, versionId, storedVersion)
    if (!entry) return undefined
    const { item, kind, ...rest } = entry.value
    const record = { ...rest, itemId: item as ItemId, kind: kind as VersionRecord['kind'] }
    const isItsOwn = versionIdOf(spaceId, tagOf(entry.client), record) === versionId
    return isItsOwn ? { ...record, versionId, client: entry.client } : undefined
  }
  const learn = (versionId: VersionId) => orders.set(versionId, read(versionId)?.order)
  const isErased = (versionId: VersionId) =>
    readEntry(erasures, versionId, storedErasure) !== undefined
  const get = (versionId: VersionId) =>
    orders.isPlaced(versionId) && !isErased(versionId) ? read(versionId) : undefined

  for (const key of liveKeys(versions)) if (isVersionId(key)) learn(key)
  orders.settle()

  function follow(transaction: Y.Transaction) {
    const touched = [...changedKeys(transaction, versions)].filter(isVersionId)
    for (const versionId of touched) learn(versionId)
    orders.settle()
    if (touched.length > 0 || !changedKeys(transaction, erasures).next().done) changed.emit()
  }
  doc.on('afterTransaction', follow)

  return {
    *live() {
      for (const key of liveKeys(versions)) {
        const found = isVersionId(key) ? get(key) : undefined
        if (found) yield found
      }
    },
    get,
    *erased() {
      for (const key of liveKeys(erasures)) {
        const entry = isVersionId(key) ? readEntry(erasures, key, storedErasure) : undefined
        if (!entry || !isVersionId(key)) continue
        const { item, at, keptAt, thinned = false } = entry.value
        const { client } = entry
        yield { versionId: key, itemId: item as ItemId, at, keptAt, thinned, client }
      }
    },
    isErased,
    nextOrder: () => orders.last() + 1,
    add({ itemId, ...record }) {
      const versionId = versionIdOf(spaceId, tag, { ...record, itemId })
      doc.transact(() => versions.set(versionId, { ...record, item: itemId }))
      return versionId
    },
    erase(versionIds, at, thinned) {
      doc.transact(() => {
        for (const versionId of versionIds) {
          const kept = get(versionId)
          if (!kept) continue
          const mark = { item: kept.itemId, at, keptAt: kept.at }
          erasures.set(versionId, thinned ? { ...mark, thinned } : mark)
          versions.delete(versionId)
        }
      })
    },
    onChange: changed.on,
    close() {
      doc.off('afterTransaction', follow)
      changed.clear()
    },
  }
}
