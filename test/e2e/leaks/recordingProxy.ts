import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { createFrameReader } from './frameReader.ts'

export interface RecordingProxy {
  readonly port: number
  /**
   * Every byte that passed in either direction, and after them the content of the WebSocket frames:
   * what a browser sends is masked, so its bytes alone would hide everything.
   */
  recorded(): Buffer
  stop(): void
}

/** Passes TCP on to a port of this computer and keeps a copy of all of it. */
export async function startRecordingProxy(target: number): Promise<RecordingProxy> {
  const raw: Buffer[] = []
  const content: Buffer[] = []
  const sockets = new Set<Socket>()

  const server = createServer((near) => {
    const far = connect(target, '127.0.0.1')
    const pass = (from: Socket, to: Socket, change = (bytes: Buffer) => bytes) => {
      const read = createFrameReader((payload) => content.push(payload))
      sockets.add(from)
      from.on('data', (part) => {
        const bytes = change(part)
        raw.push(bytes)
        read(bytes)
        to.write(bytes)
      })
      from.on('close', () => {
        sockets.delete(from)
        to.destroy()
      })
      from.on('error', () => to.destroy())
    }
    pass(near, far, withoutCompression)
    pass(far, near)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    port: (server.address() as AddressInfo).port,
    recorded: () => Buffer.concat([...raw, ...content]),
    stop() {
      server.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}

/** The two ends then agree on plain frames; the header keeps its length, so nothing else moves. */
function withoutCompression(bytes: Buffer): Buffer {
  const text = bytes.toString('latin1')
  if (!text.startsWith('GET ')) return bytes
  return Buffer.from(
    text.replace(/Sec-WebSocket-Extensions/i, 'X-WebSocket-Extensions--'),
    'latin1',
  )
}
