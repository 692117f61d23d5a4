import { once } from 'node:events'
import { type ClientOptions, WebSocket } from 'ws'

/** A well-behaved client of the relay that remembers what it received. */
export interface TestClient {
  readonly socket: WebSocket
  readonly received: unknown[]
  send(message: unknown): void
  /** Resolves when all that was sent before it has been handled. */
  settled(): Promise<void>
  close(): void
}

export async function openTestClient(
  url: string,
  options: ClientOptions = {},
): Promise<TestClient> {
  const socket = new WebSocket(url, options)
  const received: unknown[] = []
  const pongs: (() => void)[] = []
  socket.on('error', () => {})
  socket.on('message', (data) => {
    const message: unknown = JSON.parse(String(data))
    if ((message as { type?: unknown }).type === 'pong') pongs.shift()?.()
    else received.push(message)
  })
  await Promise.race([
    once(socket, 'open'),
    once(socket, 'close').then(([code]) => {
      throw new Error(`the relay closed the connection: ${code}`)
    }),
  ])
  const send = (message: unknown) => socket.send(JSON.stringify(message))
  return {
    socket,
    received,
    send,
    settled: () =>
      new Promise((resolve) => {
        pongs.push(resolve)
        send({ type: 'ping' })
      }),
    close: () => socket.close(),
  }
}

/** The HTTP status that a handshake is refused with. */
export async function refusedStatus(url: string, options: ClientOptions = {}): Promise<number> {
  const socket = new WebSocket(url, options)
  return new Promise((resolve, reject) => {
    socket.on('unexpected-response', (_request, response) => {
      resolve(response.statusCode ?? 0)
      socket.terminate()
    })
    socket.on('open', () => reject(new Error('the relay accepted the connection')))
    socket.on('error', () => {})
  })
}

/** The close code that a client ends with. */
export const closeCode = async (client: TestClient): Promise<number> =>
  client.socket.readyState === WebSocket.CLOSED
    ? Promise.reject(new Error('closed before'))
    : ((await once(client.socket, 'close'))[0] as number)
