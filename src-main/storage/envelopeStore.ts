import type { DeviceId, DocId } from '../../src-core/base/ids.ts'
import type {
  DeviceHead,
  EnvelopeRow,
  EnvelopeStore,
  StoredEnvelope,
} from '../../src-core/ports/index.ts'
import { plainBytes } from './bytes.ts'
import type { StoreContext } from './storeContext.ts'

type Mark = { docId: DocId; deviceId: DeviceId; seq: number }

const fields = 'doc_id AS docId, device_id AS deviceId, seq, hash, bytes'

const plain = <R extends EnvelopeRow>(row: R): R => ({ ...row, bytes: plainBytes(row.bytes) })

export function createEnvelopeStore(context: StoreContext): EnvelopeStore {
  const { database, transactions, spaces } = context
  const insert = database.prepare(
    `INSERT INTO envelope (space, doc_id, device_id, seq, hash, bytes)
    VALUES (@space, @docId, @deviceId, @seq, @hash, @bytes)`,
  )
  const putHead = database.prepare(
    `INSERT INTO head VALUES (@space, @deviceId, @seq, @hash)
    ON CONFLICT DO UPDATE SET seq = excluded.seq, hash = excluded.hash WHERE excluded.seq > seq`,
  )
  const heads = database.prepare<[number], DeviceHead>(
    'SELECT device_id AS deviceId, seq, hash FROM head WHERE space = ? ORDER BY device_id',
  )
  const ofDevice = database.prepare<[number, string, number, number], StoredEnvelope>(
    `SELECT ${fields}, position FROM envelope
    WHERE space = ? AND device_id = ? AND seq >= ? ORDER BY seq LIMIT ?`,
  )
  const ofDocument = database.prepare<[number, string, number, number], StoredEnvelope>(
    `SELECT ${fields}, position FROM envelope
    WHERE space = ? AND doc_id = ? AND position > ? ORDER BY position LIMIT ?`,
  )

  return {
    append: (spaceId, row) =>
      transactions.run(() => {
        const bound = { ...row, space: spaces.ensure(spaceId) }
        const { lastInsertRowid } = insert.run(bound)
        putHead.run(bound)
        return Number(lastInsertRowid)
      }),
    heads: (spaceId) => heads.all(spaces.find(spaceId)),
    ofDevice: (spaceId, deviceId, fromSeq, limit) =>
      ofDevice.all(spaces.find(spaceId), deviceId, fromSeq, limit).map(plain),
    ofDocument: (spaceId, docId, afterPosition, limit) =>
      ofDocument.all(spaces.find(spaceId), docId, afterPosition, limit).map(plain),
    ...createConfirmed(context),
    ...createReceipts(context),
    ...createHeld(context),
    ...createApplying(context),
  }
}

function createConfirmed({
  database,
  transactions,
  spaces,
}: StoreContext): Pick<EnvelopeStore, 'putConfirmed' | 'confirmed'> {
  const upsert = database.prepare(
    `INSERT INTO confirmed VALUES (?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET heads = excluded.heads, at = excluded.at`,
  )
  const select = database.prepare<[number], { peer: DeviceId; heads: string; at: number }>(
    'SELECT peer, heads, at FROM confirmed WHERE space = ? ORDER BY peer',
  )
  return {
    putConfirmed: (spaceId, peer, heads, at) =>
      transactions.run(
        () => void upsert.run(spaces.ensure(spaceId), peer, JSON.stringify(heads), at),
      ),
    confirmed: (spaceId) =>
      select
        .all(spaces.find(spaceId))
        .map(({ heads, ...rest }) => ({ ...rest, heads: JSON.parse(heads) as DeviceHead[] })),
  }
}

const MINUTE_MS = 60_000

function createReceipts({
  database,
  transactions,
  spaces,
}: StoreContext): Pick<EnvelopeStore, 'putReceipt' | 'receipts'> {
  const upsert = database.prepare(
    `INSERT INTO receipt VALUES (?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET seq = max(seq, excluded.seq)`,
  )
  const select = database.prepare<[number, number], { peer: DeviceId; minute: number }>(
    `SELECT peer, min(minute) AS minute FROM receipt WHERE space = ? AND seq >= ?
    GROUP BY peer ORDER BY peer`,
  )
  return {
    putReceipt: (spaceId, peer, seq, at) =>
      transactions.run(
        () => void upsert.run(spaces.ensure(spaceId), peer, Math.floor(at / MINUTE_MS), seq),
      ),
    receipts: (spaceId, seq) =>
      select
        .all(spaces.find(spaceId), seq)
        .map(({ peer, minute }) => ({ peer, at: minute * MINUTE_MS })),
  }
}

function createHeld({
  database,
  transactions,
  spaces,
}: StoreContext): Pick<EnvelopeStore, 'hold' | 'held' | 'heldAt' | 'release'> {
  const upsert = database.prepare(
    `INSERT INTO held (space, doc_id, device_id, seq, hash, bytes)
    VALUES (@space, @docId, @deviceId, @seq, @hash, @bytes)
    ON CONFLICT DO UPDATE SET doc_id = excluded.doc_id, hash = excluded.hash,
      bytes = excluded.bytes`,
  )
  const select = database.prepare<[number], EnvelopeRow>(
    `SELECT ${fields} FROM held WHERE space = ? ORDER BY arrival`,
  )
  const selectOne = database.prepare<[number, string, number], EnvelopeRow>(
    `SELECT ${fields} FROM held WHERE space = ? AND device_id = ? AND seq = ?`,
  )
  const remove = database.prepare('DELETE FROM held WHERE space = ? AND device_id = ? AND seq = ?')
  return {
    hold: (spaceId, row) =>
      transactions.run(() => void upsert.run({ ...row, space: spaces.ensure(spaceId) })),
    held: (spaceId) => select.all(spaces.find(spaceId)).map(plain),
    heldAt(spaceId, deviceId, seq) {
      const row = selectOne.get(spaces.find(spaceId), deviceId, seq)
      return row && plain(row)
    },
    release: (spaceId, deviceId, seq) => void remove.run(spaces.find(spaceId), deviceId, seq),
  }
}

function createApplying({
  database,
  transactions,
  spaces,
}: StoreContext): Pick<EnvelopeStore, 'setApplying' | 'applying'> {
  const upsert = database.prepare(
    `INSERT INTO applying VALUES (@space, @docId, @deviceId, @seq)
    ON CONFLICT DO UPDATE SET doc_id = excluded.doc_id, device_id = excluded.device_id,
      seq = excluded.seq`,
  )
  const remove = database.prepare('DELETE FROM applying WHERE space = ?')
  const select = database.prepare<[number], Mark>(
    'SELECT doc_id AS docId, device_id AS deviceId, seq FROM applying WHERE space = ?',
  )
  return {
    // The mark tells of the end of this process; two waits for the disk an envelope would be for nothing.
    setApplying: (spaceId, mark) =>
      transactions.runUnsynced(() => {
        if (mark) upsert.run({ ...mark, space: spaces.ensure(spaceId) })
        else remove.run(spaces.find(spaceId))
      }),
    applying: (spaceId) => select.get(spaces.find(spaceId)) ?? null,
  }
}
