import { onDisk } from './failures.ts'
import type { SqliteDatabase } from './openDatabase.ts'

export interface Transactions {
  run<T>(work: () => T): T
  /**
   * The same for what only has to outlive this process: a power cut may undo it, and it does not wait for
   * the disk. Within a transaction it is written as that is.
   */
  runUnsynced<T>(work: () => T): T
  /** Runs `task` outside of any transaction: now, or when the running one is committed. */
  afterwards(task: () => void): void
  /** Called after a transaction was rolled back: what was remembered of it is wrong. */
  onRollback(listener: () => void): void
}

/** Transactions that join the one they are called in; one that fails dooms the whole. */
export function createTransactions(database: SqliteDatabase): Transactions {
  const begin = database.prepare('BEGIN IMMEDIATE')
  const commit = database.prepare('COMMIT')
  const rollback = database.prepare('ROLLBACK')
  const listeners: (() => void)[] = []
  let doomed: { readonly error: unknown } | undefined
  let tasks: (() => void)[] = []
  let depth = 0

  function unsynced<T>(work: () => T): T {
    database.pragma('synchronous = NORMAL')
    try {
      return outermost(work)
    } finally {
      database.pragma('synchronous = FULL')
    }
  }

  function outermost<T>(work: () => T): T {
    begin.run()
    doomed = undefined
    try {
      const value = work()
      if (doomed) throw (doomed as { error: unknown }).error
      commit.run()
      return value
    } catch (error) {
      tasks = []
      // A full disk makes SQLite roll back by itself.
      if (database.inTransaction) rollback.run()
      for (const listener of listeners) listener()
      throw error
    }
  }

  function join<T>(work: () => T, begun: (work: () => T) => T): T {
    if (depth === 0 && database.inTransaction) throw new Error('a transaction was left open')
    depth += 1
    try {
      return onDisk(() => (depth === 1 ? begun(work) : work()))
    } catch (error) {
      doomed = { error }
      throw error
    } finally {
      depth -= 1
      if (depth === 0) for (const task of tasks.splice(0)) task()
    }
  }

  return {
    run: (work) => join(work, outermost),
    runUnsynced: (work) => join(work, unsynced),
    afterwards(task) {
      if (depth === 0) task()
      else tasks.push(task)
    },
    onRollback: (listener) => void listeners.push(listener),
  }
}
