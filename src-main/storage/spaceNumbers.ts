import type { SpaceId } from '../../src-core/base/ids.ts'
import type { SqliteDatabase } from './openDatabase.ts'
import type { Transactions } from './transactions.ts'

/** A Space's short number in this database: 43 characters in every row and index would double it. */
export interface SpaceNumbers {
  /** 0, which no row has, for a Space that is not known. */
  find(spaceId: SpaceId): number
  /** Gives a number to a Space that has none. */
  ensure(spaceId: SpaceId): number
  id(number: number): SpaceId
  forget(spaceId: SpaceId): void
}

export function createSpaceNumbers(
  database: SqliteDatabase,
  transactions: Transactions,
): SpaceNumbers {
  const select = database.prepare<[string], number>('SELECT number FROM space WHERE space_id = ?')
  const selectId = database.prepare<[number], string>('SELECT space_id FROM space WHERE number = ?')
  const insert = database.prepare('INSERT INTO space (space_id) VALUES (?)')
  const remove = database.prepare('DELETE FROM space WHERE space_id = ?')
  select.pluck()
  selectId.pluck()
  const known = new Map<SpaceId, number>()
  transactions.onRollback(() => known.clear())

  const find = (spaceId: SpaceId): number => {
    const number = known.get(spaceId) ?? select.get(spaceId) ?? 0
    if (number > 0) known.set(spaceId, number)
    return number
  }
  return {
    find,
    ensure(spaceId) {
      const number = find(spaceId)
      if (number > 0) return number
      insert.run(spaceId)
      return find(spaceId)
    },
    id: (number) => selectId.get(number) as SpaceId,
    forget(spaceId) {
      remove.run(spaceId)
      known.delete(spaceId)
    },
  }
}
