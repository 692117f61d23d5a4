import type {
  MailboxPage,
  MailboxQuery,
  MailboxQuotas,
  MailboxUsage,
  NewMailboxItem,
  PutOutcome,
} from '../mailboxStore.ts'
import { openMailboxFile } from './openMailboxFile.ts'

/** The store's work on one thread, all of it synchronous. Throws what SQLite throws. */
export interface MailboxTables {
  readonly generation: Uint8Array
  /** One transaction and one wait for the disk, however many items. */
  putAll(items: readonly NewMailboxItem[]): PutOutcome[]
  fetch(query: MailboxQuery): MailboxPage
  /** Removes some of what has expired; 0 when nothing is left to remove. */
  sweepSome(): number
  usage(): MailboxUsage
  close(): void
}

interface Box {
  readonly number: number
  readonly writer: Buffer
  readonly items: number
  readonly bytes: number
}

/** In one transaction: each holds up the puts that come meanwhile. */
const SWEPT_AT_ONCE = 1_000

const blob = (hex: string) => Buffer.from(hex, 'hex')
const refused = (code: 'token' | 'box-full' | 'relay-full'): PutOutcome => ({
  type: 'refused',
  code,
})

export function openMailboxTables(
  file: string,
  quotas: MailboxQuotas,
  now: () => number,
): MailboxTables {
  const database = openMailboxFile(file)
  const findBox = database.prepare<[Buffer], Box>(
    'SELECT number, writer, items, bytes FROM box WHERE name = ?',
  )
  const addBox = database.prepare('INSERT INTO box (name, writer) VALUES (?, ?)')
  const growBox = database.prepare(
    'UPDATE box SET items = items + ?, bytes = bytes + ? WHERE number = ?',
  )
  const findItem = database
    .prepare<[number, Buffer], number>('SELECT position FROM item WHERE box = ? AND id = ?')
    .pluck()
  const addItem = database.prepare(
    'INSERT INTO item (box, id, stored_at, bytes) VALUES (?, ?, ?, ?)',
  )
  const readItems = database.prepare<[Buffer, number, number], { position: number; bytes: Buffer }>(
    `SELECT item.position, item.bytes FROM item JOIN box ON item.box = box.number
     WHERE box.name = ? AND item.position > ? AND item.stored_at >= ? ORDER BY item.position`,
  )
  const expired = database.prepare<
    [number, number],
    { position: number; box: number; size: number }
  >('SELECT position, box, length(bytes) AS size FROM item WHERE stored_at < ? LIMIT ?')
  const removeItem = database.prepare('DELETE FROM item WHERE position = ?')
  const removeBox = database.prepare('DELETE FROM box WHERE number = ? AND items = 0')
  const sum = database.prepare<[], MailboxUsage>(
    'SELECT coalesce(sum(items), 0) AS items, coalesce(sum(bytes), 0) AS bytes FROM box',
  )
  const generation = database.prepare<[], Buffer>('SELECT generation FROM store').pluck()

  const oldest = () => now() - quotas.ttlMs
  let total = sum.get() as MailboxUsage

  /** Work of all of them or of none; the total is that of what is on disk. */
  const transaction = <T>(work: () => T): T => {
    try {
      return database.transaction(work).immediate()
    } catch (error) {
      total = sum.get() as MailboxUsage
      throw error
    }
  }

  const grow = (box: number, items: number, bytes: number) => {
    growBox.run(items, bytes, box)
    total = { items: total.items + items, bytes: total.bytes + bytes }
  }

  function put({ box: name, writer, id, bytes }: NewMailboxItem): PutOutcome {
    const token = blob(writer)
    const box = findBox.get(blob(name))
    // Both are hashes of secrets: where they differ first says nothing about the secret.
    if (box && !box.writer.equals(token)) return refused('token')
    const known = box && findItem.get(box.number, blob(id))
    if (known !== undefined) return { type: 'stored', position: known }
    if ((box?.items ?? 0) >= quotas.boxItems) return refused('box-full')
    if ((box?.bytes ?? 0) + bytes.length > quotas.boxBytes) return refused('box-full')
    if (total.bytes + bytes.length > quotas.totalBytes) return refused('relay-full')
    const number = box?.number ?? Number(addBox.run(blob(name), token).lastInsertRowid)
    const { lastInsertRowid } = addItem.run(number, blob(id), now(), bytes)
    grow(number, 1, bytes.length)
    return { type: 'stored', position: Number(lastInsertRowid) }
  }

  return {
    generation: new Uint8Array(generation.get() as Buffer),
    putAll: (items) => transaction(() => items.map(put)),
    fetch({ box, after, maxItems, maxBytes }) {
      const items: { position: number; bytes: Uint8Array }[] = []
      let size = 0
      for (const { position, bytes } of readItems.iterate(blob(box), after, oldest())) {
        const isFull = items.length >= maxItems || size + bytes.length > maxBytes
        if (items.length > 0 && isFull) return { items, last: false }
        items.push({ position, bytes })
        size += bytes.length
      }
      return { items, last: true }
    },
    sweepSome: () =>
      transaction(() => {
        const gone = expired.all(oldest(), SWEPT_AT_ONCE)
        for (const { position, box, size } of gone) {
          removeItem.run(position)
          grow(box, -1, -size)
          removeBox.run(box)
        }
        return gone.length
      }),
    usage: () => total,
    close: () => void database.close(),
  }
}
