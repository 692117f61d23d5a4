/**
 * The load for bench/relay.ts, in a process of its own: raw TCP clients that only count frames, so
 * that the relay and not its load is what is measured. `PUBLISHERS` of each topic's subscribers keep
 * `WINDOW` publishes each in flight, paced by their own echo, so that nothing piles up anywhere. Prints one line of JSON.
 *
 *   node bench/relayLoad.ts PORT TOPICS SUBSCRIBERS PUBLISHERS WINDOW PAYLOAD_BYTES DURATION_MS
 */
import { connect, type Socket } from 'node:net'

const [
  port = 0,
  topics = 0,
  subscribers = 0,
  publishers = 0,
  window = 0,
  payloadBytes = 0,
  durationMs = 0,
] = process.argv.slice(2).map(Number)

interface Client {
  readonly socket: Socket
  isOpen: boolean
  /** Bytes of a frame that has not fully arrived, skipped without looking. */
  skip: number
  /** A frame's head cut in two by the end of a read. */
  head: Buffer | undefined
  onFrames: (count: number) => void
}

/** Whole frames in what was read; 64-bit lengths cannot occur below 64 KiB. */
function countFrames(client: Client, read: Buffer): number {
  const bytes = client.head ? Buffer.concat([client.head, read]) : read
  client.head = undefined
  let at = client.skip
  let frames = 0
  while (at < bytes.length) {
    const left = bytes.length - at
    const short = left < 2 ? 0 : (bytes[at + 1] as number) & 0x7f
    if (left < 2 || (short === 126 && left < 4)) {
      client.head = Buffer.from(bytes.subarray(at))
      at = bytes.length
      break
    }
    at += short === 126 ? 4 + bytes.readUInt16BE(at + 2) : 2 + short
    frames++
  }
  client.skip = at - bytes.length
  return frames
}

function maskedFrame(text: string): Buffer {
  const payload = Buffer.from(text)
  const head = payload.length < 126 ? Buffer.alloc(6) : Buffer.alloc(8)
  head[0] = 0x81
  if (payload.length < 126) head[1] = 0x80 | payload.length
  else {
    head[1] = 0x80 | 126
    head.writeUInt16BE(payload.length, 2)
  }
  return Buffer.concat([head, payload]) // an all-zero mask leaves the payload as it is
}

function openClient(): Promise<Client> {
  return new Promise((resolve, reject) => {
    const buffer = Buffer.alloc(256 * 1024)
    const socket = connect({
      port,
      host: '127.0.0.1',
      noDelay: true,
      onread: {
        buffer,
        callback(count) {
          const read = buffer.subarray(0, count)
          if (client.isOpen) client.onFrames(countFrames(client, read))
          else if (read.includes('\r\n\r\n')) {
            client.isOpen = true
            resolve(client)
          }
          return true
        },
      },
    })
    const client: Client = { socket, isOpen: false, skip: 0, head: undefined, onFrames: () => {} }
    socket.once('error', reject)
    socket.write(
      `GET / HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n` +
        'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n',
    )
  })
}

const topicNames = Array.from({ length: topics }, (_, index) => `bench-topic-${index}`)
const clients: { topic: string; client: Client }[] = []
for (const topic of topicNames) {
  for (let index = 0; index < subscribers; index++) {
    const client = await openClient()
    client.socket.write(maskedFrame(JSON.stringify({ type: 'subscribe', topics: [topic] })))
    clients.push({ topic, client })
  }
}
await new Promise((resolve) => setTimeout(resolve, 500))

let sent = 0
let received = 0
let isOver = false
const data = 'x'.repeat(payloadBytes)

const startPublisher = (client: Client, topic: string) => {
  const frame = maskedFrame(JSON.stringify({ type: 'publish', topic, data }))
  // Everyone's echoes come back; one in `publishers` of them is about one of our own.
  let echoes = 0
  const publish = (count: number) => {
    if (isOver || count === 0) return
    sent += count
    client.socket.write(count === 1 ? frame : Buffer.concat(Array(count).fill(frame)))
  }
  client.onFrames = (count) => {
    received += count
    echoes += count
    publish(Math.floor(echoes / publishers))
    echoes %= publishers
  }
  publish(window)
}

const startedAt = performance.now()
clients.forEach(({ topic, client }, index) => {
  if (index % subscribers < publishers) startPublisher(client, topic)
  else {
    client.onFrames = (count) => {
      received += count
    }
  }
})
await new Promise((resolve) => setTimeout(resolve, durationMs))
const elapsedMs = performance.now() - startedAt
const receivedInTime = received
isOver = true
const expected = () => sent * subscribers
for (let wait = 0; wait < 100 && received < expected(); wait++) {
  await new Promise((resolve) => setTimeout(resolve, 50))
}
console.log(
  JSON.stringify({
    perSecond: (receivedInTime / elapsedMs) * 1000,
    received,
    lost: expected() - received,
  }),
)
process.exit(0)
