import type { EntryHash, SpaceId } from '../../base/ids.ts'
import type { LogStore } from '../storage.ts'
import { copyOf, sizeOf } from './bytes.ts'
import type { Journal } from './journal.ts'
import type { Section } from './section.ts'
import { createShelf, createTable, type Table } from './table.ts'

type Entry = ReturnType<LogStore['list']>[number]

export function createLogStore(journal: Journal): Section<LogStore> {
  const logs = createShelf<SpaceId, Table<EntryHash, Entry>>(journal, 'log', (place) =>
    createTable(journal, place),
  )
  const store: LogStore = {
    append(spaceId: SpaceId, hash, bytes) {
      const log = logs.of(spaceId)
      if (!log.has(hash)) log.set(hash, { hash, bytes: copyOf(bytes) })
    },
    list: (spaceId) => [...(logs.peek(spaceId)?.values() ?? [])],
  }
  return {
    store,
    forget: logs.forget,
    usedBytes: () => [...logs.entries()].reduce((sum, [, log]) => sum + sizeOf(log.values()), 0),
  }
}
