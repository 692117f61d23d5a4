import { once } from 'node:events'
import { type ClientOptions, WebSocket } from 'ws'
import {
  decodeMailboxAnswer,
  encodeMailboxRequest,
  type MailboxAnswer,
  type MailboxRequest,
} from '../../../src-core/sync/mailboxFrames.ts'

/** Speaks the mailbox's frames with a relay, as little of it as tests and benchmarks need. */
export interface MailboxTestClient {
  readonly socket: WebSocket
  readonly texts: readonly string[]
  /** Resolves with the answer to this request; rejects when the socket closes before. */
  ask(request: Omit<MailboxRequest & { type: 'put' }, 'id'>): Promise<MailboxAnswer>
  ask(request: Omit<MailboxRequest & { type: 'fetch' }, 'id'>): Promise<MailboxAnswer>
  put(box: number, item: Uint8Array, writer?: number): Promise<MailboxAnswer>
  fetch(box: number, after?: number): Promise<MailboxAnswer & { type: 'page' }>
  close(): void
}

export const secretOf = (byte: number) => new Uint8Array(32).fill(byte)

/** An item of `size` bytes that is another one for another `content`. */
export const itemOf = (content: string, size = 1024) => new Uint8Array(Buffer.alloc(size, content))

export async function openMailboxClient(
  url: string,
  options: ClientOptions = {},
): Promise<MailboxTestClient> {
  const socket = new WebSocket(url, options)
  const texts: string[] = []
  const waiting = new Map<number, PromiseWithResolvers<MailboxAnswer>>()
  let nextId = 1
  socket.on('error', () => {})
  socket.on('message', (data: Buffer, isBinary) => {
    if (!isBinary) {
      texts.push(data.toString())
      return
    }
    const answer = decodeMailboxAnswer(data)
    if (!answer) throw new Error('not an answer')
    waiting.get(answer.id)?.resolve(answer)
    waiting.delete(answer.id)
  })
  socket.on('close', (code) => {
    for (const { reject } of waiting.values()) reject(new Error(`closed: ${code}`))
  })
  await once(socket, 'open')

  const ask = (request: Omit<MailboxRequest, 'id'>): Promise<MailboxAnswer> => {
    const id = nextId++
    const answered = Promise.withResolvers<MailboxAnswer>()
    waiting.set(id, answered)
    socket.send(encodeMailboxRequest({ ...request, id } as MailboxRequest))
    return answered.promise
  }
  return {
    socket,
    texts,
    ask,
    put: (box, item, writer = 200) =>
      ask({
        type: 'put',
        address: secretOf(box),
        writeToken: secretOf(writer),
        item,
      } as never),
    async fetch(box, after = 0) {
      const answer = await ask({ type: 'fetch', address: secretOf(box), after } as never)
      if (answer.type !== 'page') throw new Error(`no page: ${JSON.stringify(answer)}`)
      return answer
    },
    close: () => socket.close(),
  }
}
