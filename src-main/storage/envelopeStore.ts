import type { DeviceId, DocId } from '../../src-core/base/ids.ts'
import type {
  DeviceHead,
  EnvelopeRow,
  EnvelopeStore,
  StoredEnvelope,
} from '../../src-core/ports/index.ts'
import { plainBytes } from './bytes.ts'
import type { StoreContext } from './storeContext.ts'

type StoredRow = Omit<StoredEnvelope, 'firstSeq'> & { firstSeq: number | null }
type Mark = { docId: DocId; deviceId: DeviceId; seq: number }

const fields = 'doc_id AS docId, device_id AS deviceId, seq, hash, bytes'

const plain = <R extends EnvelopeRow>(row: R): R => ({ ...row, bytes: plainBytes(row.bytes) })
/** Only segments have a first number of their own. */
const stored = ({ firstSeq, ...row }: StoredRow): StoredEnvelope =>
  plain(firstSeq === null ? row : { ...row, firstSeq })

export function createEnvelopeStore(context: StoreContext): EnvelopeStore {
  const { database, transactions, spaces, emptyLog } = context
  const insert = database.prepare(
    `INSERT INTO envelope (position, space, doc_id, device_id, first_seq, seq, hash, bytes)
    VALUES (@position, @space, @docId, @deviceId, @firstSeq, @seq, @hash, @bytes)`,
  )
  const positionOf = database.prepare<[number, string, number], number>(
    'SELECT position FROM envelope WHERE space = ? AND device_id = ? AND seq = ?',
  )
  positionOf.pluck()
  const removeCovered = database.prepare(
    `DELETE FROM envelope WHERE space = @space AND device_id = @deviceId
    AND seq BETWEEN @firstSeq AND @seq AND ifnull(first_seq, seq) >= @firstSeq`,
  )
  const putHead = database.prepare(
    `INSERT INTO head VALUES (@space, @deviceId, @seq, @hash)
    ON CONFLICT DO UPDATE SET seq = excluded.seq, hash = excluded.hash WHERE excluded.seq > seq`,
  )
  const removeBehind = database.prepare(
    'DELETE FROM envelope WHERE space = @space AND device_id = @deviceId AND seq > @seq',
  )
  const removeHead = database.prepare(
    'DELETE FROM head WHERE space = @space AND device_id = @deviceId',
  )
  const headAgain = database.prepare(
    `INSERT INTO head SELECT space, device_id, seq, hash FROM envelope
    WHERE space = @space AND device_id = @deviceId ORDER BY seq DESC LIMIT 1`,
  )
  const heads = database.prepare<[number], DeviceHead>(
    'SELECT device_id AS deviceId, seq, hash FROM head WHERE space = ? ORDER BY device_id',
  )
  const ofDevice = database.prepare<[number, string, number, number], StoredRow>(
    `SELECT ${fields}, first_seq AS firstSeq, position FROM envelope
    WHERE space = ? AND device_id = ? AND seq >= ? ORDER BY seq LIMIT ?`,
  )
  const ofDocument = database.prepare<[number, string, number, number], StoredRow>(
    `SELECT ${fields}, first_seq AS firstSeq, position FROM envelope
    WHERE space = ? AND doc_id = ? AND position > ? ORDER BY position LIMIT ?`,
  )

  function put(row: EnvelopeRow, space: number, position: number | null): number {
    const bound = { ...row, firstSeq: row.firstSeq ?? null, space, position }
    const { lastInsertRowid } = insert.run(bound)
    putHead.run(bound)
    return Number(lastInsertRowid)
  }

  function replace(space: number, segment: EnvelopeRow): number {
    const { deviceId, seq, firstSeq = seq } = segment
    const position = positionOf.get(space, deviceId, seq) ?? null
    removeCovered.run({ space, deviceId, seq, firstSeq })
    return put(segment, space, position)
  }

  return {
    append: (spaceId, row) => transactions.run(() => put(row, spaces.ensure(spaceId), null)),
    replace: (spaceId, segment) => transactions.run(() => replace(spaces.ensure(spaceId), segment)),
    prune: (spaceId, stub) =>
      transactions.run(() => {
        const position = replace(spaces.ensure(spaceId), stub)
        emptyLog()
        return position
      }),
    cutBack: (spaceId, deviceId, seq) =>
      transactions.run(() => {
        const device = { space: spaces.find(spaceId), deviceId }
        removeBehind.run({ ...device, seq })
        removeHead.run(device)
        headAgain.run(device)
      }),
    heads: (spaceId) => heads.all(spaces.find(spaceId)),
    ofDevice: (spaceId, deviceId, fromSeq, limit) =>
      ofDevice.all(spaces.find(spaceId), deviceId, fromSeq, limit).map(stored),
    ofDocument: (spaceId, docId, afterPosition, limit) =>
      ofDocument.all(spaces.find(spaceId), docId, afterPosition, limit).map(stored),
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
}: StoreContext): Pick<EnvelopeStore, 'putReceipt' | 'receipts' | 'receiptsOf'> {
  const upsert = database.prepare(
    `INSERT INTO receipt VALUES (?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET seq = max(seq, excluded.seq)`,
  )
  const select = database.prepare<[number, number], { peer: DeviceId; minute: number }>(
    `SELECT peer, min(minute) AS minute FROM receipt WHERE space = ? AND seq >= ?
    GROUP BY peer ORDER BY peer`,
  )
  const ofPeer = database.prepare<[number, string], { seq: number; minute: number }>(
    'SELECT seq, minute FROM receipt WHERE space = ? AND peer = ? ORDER BY minute',
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
    receiptsOf: (spaceId, peer) =>
      ofPeer
        .all(spaces.find(spaceId), peer)
        .map(({ seq, minute }) => ({ seq, at: minute * MINUTE_MS })),
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
