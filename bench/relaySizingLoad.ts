/**
 * The clients for bench/relaySizing.ts: each from an address of its own, on so many topics, with the ping of
 * the app every 15 s. `subscribe` listens to topics that the clients of `publish` write to at a steady rate.
 *
 *   node bench/relaySizingLoad.ts idle PORT CLIENTS TOPICS
 *   node bench/relaySizingLoad.ts subscribe PORT TOPICS
 *   node bench/relaySizingLoad.ts publish PORT TOPICS PER_SECOND
 */
import { WebSocket } from 'ws'

const [mode = '', ...numbers] = process.argv.slice(2)
const [port = 0, first = 0, second = 0] = numbers.map(Number)
const PING_MS = 15_000

const open = (index: number): Promise<WebSocket> =>
  new Promise((resolve, reject) => {
    const headers = { 'X-Forwarded-For': `10.2.${index >> 8}.${index & 255}` }
    const socket = new WebSocket(`ws://127.0.0.1:${port}`, { headers, perMessageDeflate: false })
    socket.once('error', reject)
    socket.once('open', () => resolve(socket))
  })
const send = (socket: WebSocket, message: unknown) => socket.send(JSON.stringify(message))
const topicOf = (client: number, index: number) => `${client}-${index}`.padStart(43, 't')

async function idle(clients: number, topics: number): Promise<void> {
  for (let index = 0; index < clients; index++) {
    const socket = await open(index)
    const names = Array.from({ length: topics }, (_, topic) => topicOf(index, topic))
    if (topics > 0) send(socket, { type: 'subscribe', topics: names })
    setTimeout(
      () => setInterval(() => send(socket, { type: 'ping' }), PING_MS),
      Math.random() * PING_MS,
    )
  }
}

async function subscribe(topics: number): Promise<void> {
  const socket = await open(60_000)
  send(socket, {
    type: 'subscribe',
    topics: Array.from({ length: topics }, (_, topic) => topicOf(0, topic)),
  })
}

/** On a hundred connections, because one has a quota of 50 frames a second. */
async function publish(topics: number, perSecond: number): Promise<void> {
  const sockets = await Promise.all(Array.from({ length: 100 }, (_, index) => open(61_000 + index)))
  const data = 'x'.repeat(600)
  let sent = 0
  const startedAt = performance.now()
  setInterval(() => {
    const due = ((performance.now() - startedAt) / 1000) * perSecond
    for (; sent < due; sent++) {
      const socket = sockets[sent % sockets.length] as WebSocket
      send(socket, { type: 'publish', topic: topicOf(0, sent % topics), data })
    }
  }, 5)
}

if (mode === 'idle') await idle(first, second)
else if (mode === 'subscribe') await subscribe(first)
else await publish(first, second)
console.log('ready')
