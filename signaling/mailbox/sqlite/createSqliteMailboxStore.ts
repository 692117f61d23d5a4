import { Worker } from 'node:worker_threads'
import type { MailboxPage, MailboxStore, MailboxUsage, PutOutcome } from '../mailboxStore.ts'
import type {
  MailboxCall,
  MailboxGreeting,
  MailboxReply,
  MailboxThreadSettings,
  MailboxValue,
  NumberedCall,
} from './mailboxCalls.ts'

/** From source as well as beside the built relay. */
const script = import.meta.url.endsWith('.ts')
  ? new URL('./mailboxWorker.ts', import.meta.url)
  : new URL('./mailboxWorker.js', import.meta.url)

interface Waiting {
  readonly resolve: (value: MailboxValue) => void
  readonly reject: (error: Error) => void
}

/**
 * The mailbox in a file of SQLite, on a thread of its own: what waits for the disk is never the relay.
 * SQLite's native module is loaded there and nowhere else. Rejects when the file cannot be opened.
 */
export async function createSqliteMailboxStore(
  settings: MailboxThreadSettings,
): Promise<MailboxStore> {
  const worker = new Worker(script, { workerData: settings })
  const generation = await greetingOf(worker)
  const waiting = new Map<number, Waiting>()
  let nextId = 1
  let outgoing: NumberedCall[] = []
  let isDead = false

  const post = () => {
    const calls = outgoing
    outgoing = []
    worker.postMessage(calls)
  }

  const call = (what: MailboxCall): Promise<MailboxValue> =>
    new Promise((resolve, reject) => {
      if (isDead) {
        reject(new Error('The mailbox is closed.'))
        return
      }
      waiting.set(nextId, { resolve, reject })
      outgoing.push({ id: nextId++, call: what })
      // One message a turn: each wakes the other thread.
      if (outgoing.length === 1) setImmediate(post)
    })

  worker.on('message', (replies: readonly MailboxReply[]) => {
    for (const reply of replies) {
      const one = waiting.get(reply.id)
      waiting.delete(reply.id)
      if (reply.ok) one?.resolve(reply.value)
      else one?.reject(new Error('The mailbox cannot be read.'))
    }
  })
  const ended = new Promise<void>((resolve) => {
    worker.on('exit', () => {
      isDead = true
      for (const { reject } of waiting.values()) reject(new Error('The mailbox has ended.'))
      waiting.clear()
      resolve()
    })
  })
  // Followed by `exit`; unheard it would end the relay.
  worker.on('error', () => {})

  return {
    generation,
    put: (item) =>
      call({ type: 'put', item }).then(
        (outcome) => outcome as PutOutcome,
        () => ({ type: 'refused', code: 'failed' }),
      ),
    fetch: (query) => call({ type: 'fetch', query }) as Promise<MailboxPage>,
    async sweep() {
      let gone = 0
      for (;;) {
        const some = (await call({ type: 'sweep' })) as number
        if (some === 0) return gone
        gone += some
      }
    },
    usage: () => call({ type: 'usage' }) as Promise<MailboxUsage>,
    async close() {
      if (!isDead) await call({ type: 'close' }).catch(() => {})
      await ended
    },
  }
}

function greetingOf(worker: Worker): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    worker.once('error', reject)
    worker.once('message', (greeting: MailboxGreeting) => {
      worker.off('error', reject)
      if (greeting.type === 'open') resolve(greeting.generation)
      else reject(new Error(greeting.reason))
    })
  })
}
