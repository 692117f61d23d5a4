/**
 * The thread of the SQLite mailbox. Puts that arrive while a transaction waits for the disk share the
 * next one: the more come, the fewer waits each of them costs.
 */
import { parentPort, workerData } from 'node:worker_threads'
import type { PutOutcome } from '../mailboxStore.ts'
import type {
  MailboxCall,
  MailboxGreeting,
  MailboxReply,
  MailboxThreadSettings,
  MailboxValue,
  NumberedCall,
} from './mailboxCalls.ts'
import { type MailboxTables, openMailboxTables } from './mailboxTables.ts'

const PUTS_AT_ONCE = 2_000

function serve(port: NonNullable<typeof parentPort>, tables: MailboxTables): void {
  let waiting: NumberedCall[] = []
  let isScheduled = false

  function putAll(puts: readonly NumberedCall[]): MailboxReply[] {
    const items = puts.flatMap(({ call }) => (call.type === 'put' ? [call.item] : []))
    let outcomes: PutOutcome[]
    try {
      outcomes = tables.putAll(items)
    } catch {
      outcomes = items.map(() => ({ type: 'refused', code: 'failed' }))
    }
    return puts.map(({ id }, index) => ({ id, ok: true, value: outcomes[index] }))
  }

  function answer(call: Exclude<MailboxCall, { type: 'put' }>): MailboxValue {
    switch (call.type) {
      case 'fetch':
        return tables.fetch(call.query)
      case 'sweep':
        return tables.sweepSome()
      case 'usage':
        return tables.usage()
      case 'close':
        tables.close()
    }
  }

  function answerOne({ id, call }: NumberedCall): MailboxReply {
    try {
      return { id, ok: true, value: call.type === 'put' ? undefined : answer(call) }
    } catch {
      return { id, ok: false }
    }
  }

  /** In the order of arrival, but for puts next to each other, which go together. */
  function work(): void {
    isScheduled = false
    const calls = waiting
    waiting = []
    const replies: MailboxReply[] = []
    for (let at = 0; at < calls.length; ) {
      const puts = putsFrom(calls, at)
      if (puts.length > 0) replies.push(...putAll(puts))
      else replies.push(answerOne(calls[at] as NumberedCall))
      at += Math.max(1, puts.length)
    }
    port.postMessage(replies)
    if (calls.some(({ call }) => call.type === 'close')) port.close()
  }

  port.on('message', (calls: readonly NumberedCall[]) => {
    waiting.push(...calls)
    if (isScheduled) return
    isScheduled = true
    // After all that has arrived meanwhile.
    setImmediate(work)
  })
}

function putsFrom(calls: readonly NumberedCall[], from: number): NumberedCall[] {
  let to = from
  while (to - from < PUTS_AT_ONCE && calls[to]?.call.type === 'put') to++
  return calls.slice(from, to)
}

function start(port: NonNullable<typeof parentPort>): void {
  const { file, quotas, clockOffset } = workerData as MailboxThreadSettings
  const offset = clockOffset && new Float64Array(clockOffset)
  const greet = (greeting: MailboxGreeting) => port.postMessage(greeting)
  try {
    const tables = openMailboxTables(file, quotas, () => Date.now() + (offset?.[0] ?? 0))
    serve(port, tables)
    greet({ type: 'open', generation: tables.generation })
  } catch (error) {
    greet({ type: 'failed', reason: error instanceof Error ? error.message : String(error) })
    port.close()
  }
}

if (parentPort) start(parentPort)
