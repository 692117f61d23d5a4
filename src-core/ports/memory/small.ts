import type { DocId, FileId, SpaceId } from '../../base/ids.ts'
import type { FileRow, FileStore } from '../fileStore.ts'
import type { CheckpointStore, MailboxStateStore, SettingsStore } from '../storage.ts'
import { copyOf, sizeOf } from './bytes.ts'
import type { Journal } from './journal.ts'
import type { Section } from './section.ts'
import { createShelf, createTable, type Shelf, type Table } from './table.ts'

const sizeOfShelf = <K, V>(shelf: Shelf<SpaceId, Table<K, V>>): number =>
  [...shelf.entries()].reduce((sum, [, table]) => sum + sizeOf(table.values()), 0)

export function createSettingsStore(journal: Journal): Section<SettingsStore> {
  const values = createTable<string, string>(journal, ['setting'])
  return {
    store: { get: values.get, set: values.set, remove: values.delete },
    forget(spaceId) {
      for (const [key] of [...values.entries()])
        if (`${key}:`.includes(`:${spaceId}:`)) values.delete(key)
    },
    usedBytes: () => sizeOf(values.values()),
  }
}

type Checkpoint = NonNullable<ReturnType<CheckpointStore['get']>>

export function createCheckpointStore(journal: Journal): Section<CheckpointStore> {
  const shelf = createShelf<SpaceId, Table<DocId, Checkpoint>>(journal, 'checkpoint', (place) =>
    createTable(journal, place),
  )
  return {
    store: {
      put: (spaceId, docId, position, sealed) =>
        shelf.of(spaceId).set(docId, { position, sealed: copyOf(sealed) }),
      get: (spaceId, docId) => shelf.peek(spaceId)?.get(docId),
    },
    forget: shelf.forget,
    usedBytes: () => sizeOfShelf(shelf),
  }
}

export function createMailboxStateStore(journal: Journal): Section<MailboxStateStore> {
  const shelf = createShelf<SpaceId, Table<string, string>>(journal, 'mailbox', (place) =>
    createTable(journal, place),
  )
  return {
    store: {
      get: (spaceId, relay) => shelf.peek(spaceId)?.get(relay),
      put: (spaceId, relay, state) => shelf.of(spaceId).set(relay, state),
    },
    forget: shelf.forget,
    usedBytes: () => sizeOfShelf(shelf),
  }
}

const copyFile = (row: FileRow): FileRow => ({
  ...row,
  sealedManifest: copyOf(row.sealedManifest),
  have: copyOf(row.have),
})

export function createFileStore(journal: Journal): Section<FileStore> {
  const shelf = createShelf<SpaceId, Table<FileId, FileRow>>(journal, 'file', (place) =>
    createTable(journal, place),
  )
  const store: FileStore = {
    put: (spaceId, row) => shelf.of(spaceId).set(row.fileId, copyFile(row)),
    get(spaceId, fileId) {
      const row = shelf.peek(spaceId)?.get(fileId)
      return row && copyFile(row)
    },
    unfinished: (spaceId) =>
      [...(shelf.peek(spaceId)?.values() ?? [])]
        .filter(({ state }) => state !== 'complete')
        .map(copyFile),
    setProgress(spaceId, fileId, have, state) {
      const row = shelf.peek(spaceId)?.get(fileId)
      if (row) shelf.of(spaceId).set(fileId, copyFile({ ...row, have, state }))
    },
    remove: (spaceId, fileId) => shelf.peek(spaceId)?.delete(fileId),
  }
  return { store, forget: shelf.forget, usedBytes: () => sizeOfShelf(shelf) }
}
