import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openDatabase, type SqliteDatabase } from './openDatabase.ts'
import { createTransactions, type Transactions } from './transactions.ts'

const NORMAL = 1
const FULL = 2

describe('a transaction that does not wait for the disk', () => {
  let folder: string
  let database: SqliteDatabase
  let transactions: Transactions
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'foyer-transactions-'))
    database = openDatabase(join(folder, 'profile.db'), new Uint8Array(32))
    database.exec('CREATE TABLE word (text TEXT)')
    transactions = createTransactions(database)
  })
  afterEach(() => {
    database.close()
    rmSync(folder, { recursive: true })
  })
  const synchronous = () => database.pragma('synchronous', { simple: true })
  const write = (text: string) => void database.prepare('INSERT INTO word VALUES (?)').run(text)
  const words = () => database.prepare('SELECT text FROM word').pluck().all()

  it('is written without waiting, and the next one waits again', () => {
    const during = transactions.runUnsynced(() => {
      write('mark')
      return synchronous()
    })
    expect(during).toBe(NORMAL)
    expect(synchronous()).toBe(FULL)
    expect(transactions.run(synchronous)).toBe(FULL)
    expect(words()).toEqual(['mark'])
  })

  it('within one that waits is written as that is', () => {
    transactions.run(() => {
      write('envelope')
      expect(transactions.runUnsynced(synchronous)).toBe(FULL)
    })
    expect(synchronous()).toBe(FULL)
    expect(words()).toEqual(['envelope'])
  })

  it('within one that waits fails together with it', () => {
    const failing = () =>
      transactions.run(() => {
        transactions.runUnsynced(() => write('mark'))
        throw new Error('later')
      })
    expect(failing).toThrow('later')
    expect(words()).toEqual([])
  })

  it('leaves nothing behind when it fails, and the next one waits again', () => {
    const failing = () =>
      transactions.runUnsynced(() => {
        write('mark')
        throw new Error('no')
      })
    expect(failing).toThrow('no')
    expect(words()).toEqual([])
    expect(synchronous()).toBe(FULL)
  })

  it('is settled by one write that waits for the disk, and by none when nothing is unsettled', () => {
    const logBytes = () => statSync(join(folder, 'profile.db-wal')).size
    transactions.runUnsynced(() => write('mark'))
    const before = logBytes()
    transactions.settle()
    const settled = logBytes()
    expect(settled).toBeGreaterThan(before)
    transactions.settle()
    expect(logBytes()).toBe(settled)
    expect([synchronous(), words()]).toEqual([FULL, ['mark']])
  })

  it('cannot be settled within a transaction', () => {
    expect(() => transactions.run(() => transactions.settle())).toThrow()
  })

  it('is read by a connection opened after this one ended', () => {
    transactions.runUnsynced(() => write('mark'))
    database.close()
    database = openDatabase(join(folder, 'profile.db'), new Uint8Array(32))
    expect(words()).toEqual(['mark'])
  })

  it('runs what was put off once it is written, when every write waits again', () => {
    const seen: unknown[] = []
    transactions.runUnsynced(() => {
      transactions.afterwards(() => seen.push(database.inTransaction, synchronous()))
      expect(seen).toEqual([])
    })
    expect(seen).toEqual([false, FULL])
  })
})
