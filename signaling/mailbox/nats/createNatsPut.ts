import { setTimeout as sleep } from 'node:timers/promises'
import { JetStreamApiError } from '@nats-io/jetstream'
import type { MailboxQuotas, MailboxStore, NewMailboxItem, PutOutcome } from '../mailboxStore.ts'
import { type BoxIndex, judgePut } from './boxIndex.ts'
import { createTurns } from './createTurns.ts'
import { createIndexCache } from './indexCache.ts'
import { writeItemHeaders } from './itemHeaders.ts'
import type { MailboxStream } from './mailboxStream.ts'
import { refreshIndex } from './refreshIndex.ts'
import { createTotal } from './total.ts'

const ATTEMPTS = 20
const CONFIRM_WITHIN_MS = 5_000
const STREAM_WRONG_LAST_SEQUENCE = 10_071

/**
 * Puts by compare and set: NATS takes an item only if nobody has written to its box since we looked, so
 * the quota of a box, its write token and "once" hold also among relays. The quota of the whole store is
 * looked up every few seconds and can be exceeded by what other relays put in between.
 */
export function createNatsPut(
  quotas: MailboxQuotas,
  usable: () => MailboxStream | undefined,
): MailboxStore['put'] {
  const inTurn = createTurns()
  const indexes = createIndexCache()
  const total = createTotal(quotas.totalBytes)

  /** Nothing when another relay was faster. */
  const tryPut = async (
    stream: MailboxStream,
    item: NewMailboxItem,
    index: BoxIndex,
  ): Promise<PutOutcome | undefined> => {
    const verdict = judgePut(index, item, quotas, Date.now())
    if (verdict.type === 'there') return { type: 'stored', position: verdict.position }
    if (verdict.type === 'refused') return verdict
    if (!(await total.tryTake(item.bytes.length, stream))) return full
    try {
      const { seq } = await stream.client.publish(stream.subjectOf(item.box), item.bytes, {
        headers: writeItemHeaders(item, index.last),
        timeout: CONFIRM_WITHIN_MS,
      })
      index.items.push({
        position: seq,
        id: item.id,
        writer: item.writer,
        size: item.bytes.length,
        at: Date.now(),
      })
      index.last = seq
      indexes.grew()
      return { type: 'stored', position: seq }
    } catch (error) {
      total.giveBack(item.bytes.length)
      if (isBehind(error)) return undefined
      throw error
    }
  }

  const put = async (item: NewMailboxItem): Promise<PutOutcome> => {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const stream = usable()
      if (!stream) break
      const { index, isNew } = indexes.of(item.box)
      if (isNew || attempt > 0) await refreshIndex(stream, item.box, index)
      const outcome = await tryPut(stream, item, index)
      if (outcome) return outcome
      await sleep(Math.random() * 5 * attempt)
    }
    return failed
  }

  return (item) =>
    inTurn(item.box, () => put(item)).catch(() => {
      indexes.forget(item.box) // nobody knows whether it is there
      return failed
    })
}

const failed: PutOutcome = { type: 'refused', code: 'failed' }
const full: PutOutcome = { type: 'refused', code: 'relay-full' }

const isBehind = (error: unknown): boolean =>
  error instanceof JetStreamApiError && error.code === STREAM_WRONG_LAST_SEQUENCE
