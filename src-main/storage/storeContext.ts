import type { SqliteDatabase } from './openDatabase.ts'
import type { SpaceNumbers } from './spaceNumbers.ts'
import type { Transactions } from './transactions.ts'

/** What every store of this folder is made from. */
export interface StoreContext {
  readonly database: SqliteDatabase
  readonly transactions: Transactions
  readonly spaces: SpaceNumbers
  /** After the running transaction: what was erased must not live on in the write-ahead log. */
  emptyLog(): void
}
