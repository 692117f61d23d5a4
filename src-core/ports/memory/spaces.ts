import type { SpaceId } from '../../base/ids.ts'
import type { SecretKind, SpaceRow, SpaceStore } from '../spaceStore.ts'
import { copyOf, sizeOf } from './bytes.ts'
import type { Journal } from './journal.ts'
import type { Section } from './section.ts'
import { createShelf, createTable, type Table } from './table.ts'

const KINDS: readonly SecretKind[] = [
  ...(['epoch', 'invite'] as const),
  ...(['verdict', 'proof', 'suspect', 'aside', 'kept', 'snapshot', 'erasure'] as const),
]
const copyRow = (row: SpaceRow): SpaceRow => ({ ...row, dataKey: copyOf(row.dataKey) })

/** `forgetSpace` removes what the other stores hold of a Space. */
export function createSpaceStore(
  journal: Journal,
  forgetSpace: (spaceId: SpaceId) => void,
): Section<SpaceStore> {
  const rows = createTable<SpaceId, SpaceRow>(journal, ['space'])
  const secrets = createShelf<string, Table<string, Uint8Array>>(journal, 'secret', (place) =>
    createTable(journal, place),
  )
  const place = (spaceId: SpaceId, kind: SecretKind) => `${spaceId}/${kind}`

  const store: SpaceStore = {
    list: () => [...rows.values()].map(copyRow).sort((a, b) => a.addedAt - b.addedAt),
    get(spaceId) {
      const row = rows.get(spaceId)
      return row && copyRow(row)
    },
    put: (row) => rows.set(row.spaceId, copyRow(row)),
    erase: (spaceId) =>
      journal.transaction(() => {
        rows.delete(spaceId)
        for (const kind of KINDS) secrets.forget(place(spaceId, kind))
        forgetSpace(spaceId)
      }),
    putSecret: (spaceId, kind, id, sealed) =>
      secrets.of(place(spaceId, kind)).set(id, copyOf(sealed)),
    secrets: (spaceId, kind) =>
      [...(secrets.peek(place(spaceId, kind))?.entries() ?? [])]
        .map(([id, sealed]) => ({ id, sealed: copyOf(sealed) }))
        .sort((a, b) => (a.id < b.id ? -1 : 1)),
    removeSecret: (spaceId, kind, id) => secrets.peek(place(spaceId, kind))?.delete(id),
  }
  return {
    store,
    forget: () => undefined,
    usedBytes: () =>
      sizeOf(rows.values()) +
      [...secrets.entries()].reduce((sum, [, held]) => sum + sizeOf(held.values()), 0),
  }
}
