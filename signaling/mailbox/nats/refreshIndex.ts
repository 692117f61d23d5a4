import { DeliverPolicy } from '@nats-io/jetstream'
import type { BoxIndex } from './boxIndex.ts'
import { readItemHeaders } from './itemHeaders.ts'
import type { MailboxStream } from './mailboxStream.ts'

const WITHIN_MS = 10_000

/**
 * Brings an index up to date: asks for the newest item, and if there are others than known for the headers
 * of all since. Throws when that takes too long.
 */
export async function refreshIndex(
  stream: MailboxStream,
  box: string,
  index: BoxIndex,
): Promise<void> {
  const subject = stream.subjectOf(box)
  const newest = await stream.manager.streams.getMessage(stream.name, { last_by_subj: subject })
  if (!newest || newest.seq < index.last) {
    index.items = []
    index.last = 0
  }
  if (!newest || newest.seq === index.last) return
  const consumer = await stream.client.consumers.get(stream.name, {
    filter_subjects: subject,
    headers_only: true,
    deliver_policy: DeliverPolicy.StartSequence,
    opt_start_seq: index.last + 1,
  })
  const messages = await consumer.consume({ max_messages: 1_000 })
  const timer = setTimeout(() => messages.stop(new Error('too slow')), WITHIN_MS)
  try {
    for await (const message of messages) {
      index.items.push({
        ...readItemHeaders(message.headers),
        position: message.seq,
        at: message.time.getTime(),
      })
      index.last = message.seq
      if (message.seq >= newest.seq || message.info.pending === 0) break
    }
  } finally {
    clearTimeout(timer)
    messages.stop()
    consumer.delete().catch(() => {})
  }
}
