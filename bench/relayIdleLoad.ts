/**
 * The idle clients for bench/relayIdle.ts, in a process of their own: each subscribes to a topic of
 * its own and is silent. Prints "open" when all are there and stays until killed.
 *
 *   node bench/relayIdleLoad.ts PORT CONNECTIONS
 */
import { WebSocket } from 'ws'

const [port = 0, count = 0] = process.argv.slice(2).map(Number)
const sockets: WebSocket[] = []

const open = (index: number): Promise<void> =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://127.0.0.1:${port}`)
    sockets.push(socket)
    socket.once('error', reject)
    socket.once('open', () => {
      socket.send(JSON.stringify({ type: 'subscribe', topics: [`idle-topic-${index}`] }))
      resolve()
    })
  })

const BATCH = 100
for (let index = 0; index < count; index += BATCH) {
  const size = Math.min(BATCH, count - index)
  await Promise.all(Array.from({ length: size }, (_, offset) => open(index + offset)))
}
console.log('open')
setInterval(() => sockets.length, 60_000)
