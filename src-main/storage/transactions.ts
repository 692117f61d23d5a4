import { assert } from '../../src-core/base/assert.ts'
import { onDisk } from './failures.ts'
import type { SqliteDatabase } from './openDatabase.ts'

export interface Transactions {
  run<T>(work: () => T): T
  /**
   * The same for what only has to outlive this process: a power cut may undo it, and it does not wait for
   * the disk. Within a transaction it is written as that is.
   */
  runUnsynced<T>(work: () => T): T
  /** Outside of any transaction: what `runUnsynced` wrote is on the disk when it returns. */
  settle(): void
  /** Runs `task` outside of any transaction: now, or when the running one is committed. */
  afterwards(task: () => void): void
  /** Called after a transaction was rolled back: what was remembered of it is wrong. */
  onRollback(listener: () => void): void
}

/** Transactions that join the one they are called in; one that fails dooms the whole. */
export function createTransactions(
  database: SqliteDatabase,
  onWritten: () => void = () => {},
): Transactions {
  const begin = database.prepare('BEGIN IMMEDIATE')
  const commit = database.prepare('COMMIT')
  const rollback = database.prepare('ROLLBACK')
  const listeners: (() => void)[] = []
  let doomed: { readonly error: unknown } | undefined
  let tasks: (() => void)[] = []
  let depth = 0
  let isUnsettled = false

  function unsynced<T>(work: () => T): T {
    database.pragma('synchronous = NORMAL')
    try {
      return outermost(work)
    } finally {
      isUnsettled = true
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
      if (depth === 0) {
        for (const task of tasks.splice(0)) task()
        onWritten()
      }
    }
  }

  /** A commit that waits for the disk waits for the whole log; without a write it would not wait. */
  const writeSomething = () => {
    const version = database.pragma('user_version', { simple: true })
    database.pragma(`user_version = ${version}`)
  }

  return {
    run: (work) => join(work, outermost),
    runUnsynced: (work) => join(work, unsynced),
    settle() {
      assert(depth === 0, 'within a transaction nothing can be settled')
      if (!isUnsettled) return
      join(writeSomething, outermost)
      isUnsettled = false
    },
    afterwards(task) {
      if (depth === 0) task()
      else tasks.push(task)
    },
    onRollback: (listener) => void listeners.push(listener),
  }
}
