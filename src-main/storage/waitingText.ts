import type { IndexRest } from '../../src-core/ports/index.ts'
import type { SqliteDatabase } from './openDatabase.ts'
import type { StoreContext } from './storeContext.ts'

/** The full-text index of items and comments, behind what has been written. */
export interface WaitingText {
  /** A turn of `FeedStore.indexSome`. */
  some(): IndexRest
  /** Everything that waits, in one transaction; for a search. */
  all(): void
}

/** A turn takes about so long, ms, so that nobody waits for it noticeably. */
const TURN_MS = 15
const LEAST_ROWS = 4
const MOST_ROWS = 500
/** Pages of the index that are joined in a turn. */
const MERGED_PAGES = 16

export function createWaitingText({ database, transactions }: StoreContext): WaitingText {
  const tables = [
    createTable(database, { rows: 'item', body: 'search_text' }),
    createTable(database, { rows: 'comment', body: 'body' }),
  ]
  let atOnce = 40
  /** After a start it is not known. */
  let hasParts = true

  const waits = () => tables.some((table) => table.waits())

  function addSome() {
    const began = performance.now()
    let left = atOnce
    transactions.runUnsynced(() => {
      for (const table of tables) left -= table.add(left)
    })
    hasParts = true
    const fits = (atOnce * TURN_MS) / Math.max(1, performance.now() - began)
    // What one slow turn took says little of the next.
    const next = Math.min(atOnce * 2, Math.max(atOnce / 2, fits))
    atOnce = Math.round(Math.min(MOST_ROWS, Math.max(LEAST_ROWS, next)))
  }

  return {
    some() {
      if (waits()) addSome()
      else if (hasParts)
        hasParts = transactions.runUnsynced(() => tables.some((table) => table.merge()))
      if (waits()) return 'rows'
      return hasParts ? 'parts' : 'nothing'
    },
    all() {
      if (!waits()) return
      transactions.runUnsynced(() => {
        for (const table of tables) table.add(Number.MAX_SAFE_INTEGER)
      })
      hasParts = true
    },
  }
}

function createTable(database: SqliteDatabase, { rows, body }: { rows: string; body: string }) {
  const waiting = `${rows}_waiting`
  const text = `${rows}_text`
  const first = database.prepare<[], number>(`SELECT number FROM ${waiting} LIMIT 1`).pluck()
  const reach = database
    .prepare<[number], number | null>(
      `SELECT max(number) FROM (SELECT number FROM ${waiting} ORDER BY number LIMIT ?)`,
    )
    .pluck()
  // In ascending order, which is the one that the index collects before it writes.
  const index = database.prepare<[number]>(
    `INSERT INTO ${text} (rowid, scope, body)
    SELECT number, 's' || space, ${body} FROM ${waiting} JOIN ${rows} USING (number)
    WHERE number <= ? ORDER BY number`,
  )
  const leave = database.prepare<[number]>(`DELETE FROM ${waiting} WHERE number <= ?`)
  const merge = database.prepare(
    `INSERT INTO ${text} (${text}, rank) VALUES ('merge', ${MERGED_PAGES})`,
  )
  const changes = database.prepare<[], number>('SELECT total_changes()').pluck()

  return {
    waits: () => first.get() !== undefined,
    /** Indexes those that wait longest; returns how many. */
    add(limit: number): number {
      const last = limit > 0 ? reach.get(limit) : null
      if (last === null || last === undefined) return 0
      index.run(last)
      return leave.run(last).changes
    },
    /** False when there is nothing left to join; FTS5 says so by changing nothing but one row. */
    merge(): boolean {
      const before = changes.get() as number
      merge.run()
      return (changes.get() as number) - before >= 2
    },
  }
}
