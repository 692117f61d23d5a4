import { MessageChannel, type MessagePort } from 'node:worker_threads'
import type { BulkAnswer } from '../bulk/createBulkRoutes.ts'

/**
 * A bulk request of a desktop page on its way from the shell to the host worker: one message port a
 * request, so that a file of 2 GiB streams in pieces and stops when nobody reads on.
 */
export interface BulkRequest {
  readonly method: string
  /** As the page asked for it: `app://bundle/bulk/…`. */
  readonly url: string
  readonly headers: readonly (readonly [string, string])[]
  /** At most one piece (`PIECE_BYTES`) and its framing. */
  readonly body: Uint8Array | null
}

type Answer =
  | { type: 'head'; status: number; headers: [string, string][]; hasBody: boolean }
  | { type: 'piece'; bytes: Uint8Array }
  | { type: 'end' }
  | { type: 'failed' }

type Reader = { type: 'pull' } | { type: 'cancel' }

/** The shell's end: `post` hands the request and the other end of its port to the worker. */
export function askBulk(
  request: BulkRequest,
  post: (request: BulkRequest, port: MessagePort) => void,
): Promise<Response> {
  const { port1, port2 } = new MessageChannel()
  const answered = new Promise<Response>((resolve) => {
    let body: ReadableStreamDefaultController<Uint8Array> | undefined
    const say = (message: Reader) => port1.postMessage(message)
    const createBody = () =>
      new ReadableStream<Uint8Array>(
        {
          start: (controller) => {
            body = controller
          },
          pull: () => say({ type: 'pull' }),
          cancel: () => {
            say({ type: 'cancel' })
            port1.close()
          },
        },
        { highWaterMark: 0 },
      )
    port1.on('message', (answer: Answer) => {
      if (answer.type === 'head') {
        const { status, headers, hasBody } = answer
        resolve(new Response(hasBody ? createBody() : null, { status, headers }))
      } else if (answer.type === 'piece') body?.enqueue(answer.bytes)
      else if (answer.type === 'end') body?.close()
      else body?.error(new Error('The host stopped answering.'))
    })
    // Ends with the request, or with the worker: then nobody answers any more.
    port1.on('close', () => resolve(new Response(null, { status: 503 })))
  })
  post(request, port2)
  return answered
}

/** The worker's end; `handle` is the same function that serves the browser host's bulk routes. */
export async function answerBulk(
  { method, url, headers, body }: BulkRequest,
  port: MessagePort,
  handle: (request: Request) => Promise<BulkAnswer>,
): Promise<void> {
  const say = (answer: Answer) => port.postMessage(answer)
  const init = { method, headers: headers.map(([name, value]): [string, string] => [name, value]) }
  const request = new Request(url, body ? { ...init, body: Uint8Array.from(body) } : init)
  const response = await handle(request).catch(() => new Response(null, { status: 500 }))
  const reader = readerOf(response.body)
  say({ type: 'head', status: response.status, headers: [...response.headers], hasBody: !!reader })
  if (!reader) {
    port.close()
    return
  }
  port.on('message', async ({ type }: Reader) => {
    if (type === 'cancel') {
      await reader.cancel()
      return
    }
    try {
      const { done, value } = await reader.read()
      say(done ? { type: 'end' } : { type: 'piece', bytes: value })
      if (done) port.close()
    } catch {
      say({ type: 'failed' })
      port.close()
    }
  })
}

function readerOf(body: BulkAnswer['body']) {
  if (!(body instanceof Uint8Array)) return body?.getReader()
  let rest: Uint8Array | undefined = body.length > 0 ? body : undefined
  return {
    async read() {
      const value = rest
      rest = undefined
      return value ? { done: false as const, value } : { done: true as const }
    },
    cancel: async () => {},
  }
}
