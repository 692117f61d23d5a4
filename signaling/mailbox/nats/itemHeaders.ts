import { headers, type MsgHdrs } from '@nats-io/transport-node'
import type { NewMailboxItem } from '../mailboxStore.ts'

const ID = 'Foyer-Item'
const WRITER = 'Foyer-Writer'
/** Makes NATS refuse a put that does not know the newest item of its subject. */
const EXPECTED_LAST = 'Nats-Expected-Last-Subject-Sequence'
/** What JetStream says in place of a message's bytes when only headers were asked for. */
const SIZE = 'Nats-Msg-Size'

/** Always of the same length, so that what they add to the stream can be told from the items. */
export function writeItemHeaders(item: NewMailboxItem, last: number): MsgHdrs {
  const written = headers()
  written.set(ID, item.id)
  written.set(WRITER, item.writer)
  written.set(EXPECTED_LAST, String(last).padStart(16, '0'))
  return written
}

export const readItemHeaders = (read: MsgHdrs | undefined) => ({
  id: read?.get(ID) ?? '',
  writer: read?.get(WRITER) ?? '',
  size: Number(read?.get(SIZE) ?? 0),
})

/** Bytes of the headers of one item, as they stand in the stream. */
export const ITEM_HEADER_BYTES =
  'NATS/1.0\r\n'.length +
  `${ID}: \r\n`.length +
  64 +
  `${WRITER}: \r\n`.length +
  64 +
  `${EXPECTED_LAST}: \r\n`.length +
  16 +
  '\r\n'.length
