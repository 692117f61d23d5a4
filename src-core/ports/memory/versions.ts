import type { SpaceId, VersionId } from '../../base/ids.ts'
import type { VersionErasure, VersionRow, VersionStore } from '../versionStore.ts'
import { copyOf, sizeOf } from './bytes.ts'
import type { Journal } from './journal.ts'
import type { Section } from './section.ts'
import { createShelf, createTable, type Table } from './table.ts'

const copyRow = (row: VersionRow): VersionRow => ({
  ...row,
  sealedKey: copyOf(row.sealedKey),
  blob: copyOf(row.blob),
})

export function createVersionStore(journal: Journal): Section<VersionStore> {
  const rows = createShelf<SpaceId, Table<VersionId, VersionRow>>(journal, 'version', (place) =>
    createTable(journal, place),
  )
  const erasures = createShelf<SpaceId, Table<VersionId, VersionErasure>>(
    journal,
    'erasure',
    (place) => createTable(journal, place),
  )
  const all = (spaceId: SpaceId) => [...(rows.peek(spaceId)?.values() ?? [])]
  const remove = (spaceId: SpaceId, versionId: VersionId) => rows.peek(spaceId)?.delete(versionId)
  const store: VersionStore = {
    put(spaceId, row) {
      if (erasures.peek(spaceId)?.has(row.versionId)) return
      rows.of(spaceId).set(row.versionId, copyRow(row))
    },
    get(spaceId, versionId) {
      const row = rows.peek(spaceId)?.get(versionId)
      return row && copyRow(row)
    },
    ids: (spaceId) => all(spaceId).map(({ versionId }) => versionId),
    bytes: (spaceId) => all(spaceId).reduce((sum, { blob }) => sum + blob.length, 0),
    remove,
    erase(spaceId, erasure) {
      remove(spaceId, erasure.versionId)
      const marks = erasures.of(spaceId)
      if (!marks.has(erasure.versionId)) marks.set(erasure.versionId, { ...erasure })
    },
    eraseAgain(spaceId, erasure) {
      remove(spaceId, erasure.versionId)
      erasures.of(spaceId).set(erasure.versionId, { ...erasure })
    },
    erasures: (spaceId) =>
      [...(erasures.peek(spaceId)?.values() ?? [])].sort((a, b) =>
        a.versionId < b.versionId ? -1 : 1,
      ),
  }
  return {
    store,
    forget(spaceId) {
      rows.forget(spaceId)
      erasures.forget(spaceId)
    },
    usedBytes: () =>
      [...rows.entries()].reduce((sum, [, table]) => sum + sizeOf(table.values()), 0),
  }
}
