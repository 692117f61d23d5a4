import type { DeviceId, DocId, SpaceId } from '../../base/ids.ts'
import type { DeviceHead, EnvelopeRow, EnvelopeStore, StoredEnvelope } from '../envelopeStore.ts'
import { copyOf, sizeOf } from './bytes.ts'
import type { Journal, Place } from './journal.ts'
import type { Section } from './section.ts'
import { createSortedList, type SortedList } from './sortedList.ts'
import { createShelf, createTable, rowsOf } from './table.ts'

type Mark = NonNullable<ReturnType<EnvelopeStore['applying']>>
interface Receipt {
  readonly peer: DeviceId
  readonly seq: number
  /** ms, of the minute's beginning. */
  readonly at: number
}
type Confirmation = ReturnType<EnvelopeStore['confirmed']>[number]

/** What is held of one Space; `onPosition` is told of every one that is given to a row. */
function createChains(journal: Journal, place: Place, onPosition: (position: number) => void) {
  const byDevice = new Map<DeviceId, SortedList<StoredEnvelope>>()
  const byDocument = new Map<DocId, SortedList<StoredEnvelope>>()
  const listOf = <K>(
    map: Map<K, SortedList<StoredEnvelope>>,
    key: K,
    compare: (a: StoredEnvelope, b: StoredEnvelope) => number,
  ) => {
    const list = map.get(key) ?? createSortedList(compare)
    map.set(key, list)
    return list
  }
  const all = createTable<number, StoredEnvelope>(journal, [...place, 'all'], (before, after) => {
    const row = (after ?? before) as StoredEnvelope
    onPosition(row.position)
    const device = listOf(byDevice, row.deviceId, (a, b) => a.seq - b.seq)
    const document = listOf(byDocument, row.docId, (a, b) => a.position - b.position)
    for (const list of [device, document]) after ? list.add(after) : list.remove(row)
  })
  const tables = {
    all,
    confirmed: createTable<DeviceId, Confirmation>(journal, [...place, 'confirmed']),
    receipts: createTable<string, Receipt>(journal, [...place, 'receipts']),
    held: createTable<string, EnvelopeRow>(journal, [...place, 'held']),
    applying: createTable<'mark', Mark>(journal, [...place, 'applying']),
  }
  return {
    ...tables,
    byDevice,
    byDocument,
    ...rowsOf(tables),
  }
}

const copyRow = <R extends EnvelopeRow>(row: R): R => ({ ...row, bytes: copyOf(row.bytes) })
const byChain = (a: EnvelopeRow, b: EnvelopeRow) =>
  a.deviceId === b.deviceId ? a.seq - b.seq : a.deviceId < b.deviceId ? -1 : 1
const heldKey = (deviceId: DeviceId, seq: number) => `${deviceId}/${seq}`

export function createEnvelopeStore(journal: Journal): Section<EnvelopeStore> {
  let position = 0
  const shelf = createShelf<SpaceId, ReturnType<typeof createChains>>(
    journal,
    'envelope',
    (place) =>
      createChains(journal, place, (given) => {
        position = Math.max(position, given)
      }),
  )

  const store: EnvelopeStore = {
    append(spaceId, row) {
      const next = position + 1
      shelf.of(spaceId).all.set(next, copyRow({ ...row, position: next }))
      return next
    },
    replace(spaceId, segment) {
      const { all } = shelf.of(spaceId)
      const { firstSeq = segment.seq, seq, deviceId } = segment
      const covered = store
        .ofDevice(spaceId, deviceId, firstSeq, seq - firstSeq + 1)
        .filter((row) => (row.firstSeq ?? row.seq) >= firstSeq && row.seq <= seq)
      for (const row of covered) all.delete(row.position)
      const last = covered.at(-1)
      const at = last?.seq === seq ? last.position : position + 1
      all.set(at, copyRow({ ...segment, position: at }))
      return at
    },
    prune: (spaceId, stub) => store.replace(spaceId, stub),
    cutBack(spaceId, deviceId, seq) {
      const { all } = shelf.of(spaceId)
      for (const row of store.ofDevice(spaceId, deviceId, seq + 1, Number.MAX_SAFE_INTEGER))
        all.delete(row.position)
    },
    heads: (spaceId) =>
      [...(shelf.peek(spaceId)?.byDevice.values() ?? [])]
        .map((list) => list.at(list.length - 1))
        .filter((last) => last !== undefined)
        .map(({ deviceId, seq, hash }): DeviceHead => ({ deviceId, seq, hash }))
        .sort((a, b) => (a.deviceId < b.deviceId ? -1 : 1)),
    ofDevice(spaceId, deviceId, fromSeq, limit) {
      const list = shelf.peek(spaceId)?.byDevice.get(deviceId)
      const start = list?.findFirst(({ seq }) => seq >= fromSeq) ?? 0
      return list?.slice(start, start + limit) ?? []
    },
    ofDocument(spaceId, docId, afterPosition, limit) {
      const list = shelf.peek(spaceId)?.byDocument.get(docId)
      const start = list?.findFirst((row) => row.position > afterPosition) ?? 0
      return list?.slice(start, start + limit) ?? []
    },
    putConfirmed: (spaceId, peer, heads, at) =>
      shelf.of(spaceId).confirmed.set(peer, { peer, heads: [...heads], at }),
    confirmed: (spaceId) => [...(shelf.peek(spaceId)?.confirmed.values() ?? [])],
    putReceipt(spaceId, peer, seq, at) {
      const { receipts } = shelf.of(spaceId)
      const minute = at - (at % 60_000)
      const key = `${peer}/${minute}`
      const known = receipts.get(key)?.seq ?? 0
      receipts.set(key, { peer, seq: Math.max(seq, known), at: minute })
    },
    receipts(spaceId, seq) {
      const first = new Map<DeviceId, number>()
      for (const row of shelf.peek(spaceId)?.receipts.values() ?? [])
        if (row.seq >= seq)
          first.set(row.peer, Math.min(row.at, first.get(row.peer) ?? Number.POSITIVE_INFINITY))
      return [...first]
        .map(([peer, at]) => ({ peer, at }))
        .sort((a, b) => (a.peer < b.peer ? -1 : 1))
    },
    receiptsOf: (spaceId, peer) =>
      [...(shelf.peek(spaceId)?.receipts.values() ?? [])]
        .filter((row) => row.peer === peer)
        .map(({ seq, at }) => ({ seq, at }))
        .sort((a, b) => a.at - b.at),
    hold: (spaceId, row) =>
      shelf.of(spaceId).held.set(heldKey(row.deviceId, row.seq), copyRow(row)),
    held: (spaceId) => [...(shelf.peek(spaceId)?.held.values() ?? [])].sort(byChain),
    heldAt: (spaceId, deviceId, seq) => shelf.peek(spaceId)?.held.get(heldKey(deviceId, seq)),
    release: (spaceId, deviceId, seq) => shelf.peek(spaceId)?.held.delete(heldKey(deviceId, seq)),
    setApplying(spaceId, mark) {
      if (mark) shelf.of(spaceId).applying.set('mark', mark)
      else shelf.peek(spaceId)?.applying.delete('mark')
    },
    applying: (spaceId) => shelf.peek(spaceId)?.applying.get('mark') ?? null,
  }
  return {
    store,
    forget: shelf.forget,
    usedBytes: () =>
      [...shelf.entries()].reduce(
        (sum, [, { all, held }]) => sum + sizeOf(all.values()) + sizeOf(held.values()),
        0,
      ),
  }
}
