/**
 * The clients for bench/relayStorm.ts, in a process of their own: the app's own relay client, each from an
 * address of its own as a proxy would tell it, on three topics. Prints a line whenever all are there, with
 * ms since 1970, and one when the first has gone.
 *
 *   node bench/relayStormLoad.ts PORT CLIENTS
 */
import { randomBytes } from 'node:crypto'
import { WebSocket } from 'ws'
import type { Topic } from '../src-core/base/ids.ts'
import type { OpenRelaySocket } from '../src-core/ports/index.ts'
import { createRelayClient } from '../src-core/sync/relayClient.ts'

const [port = 0, count = 0] = process.argv.slice(2).map(Number)
const clock = {
  now: Date.now,
  after(ms: number, task: () => void) {
    const timer = setTimeout(task, ms)
    return () => clearTimeout(timer)
  },
}
const random = { bytes: (length: number) => new Uint8Array(randomBytes(length)) }

const openSocketFrom =
  (address: string): OpenRelaySocket =>
  (url, events) => {
    const socket = new WebSocket(url, {
      headers: { 'X-Forwarded-For': address },
      perMessageDeflate: false,
      handshakeTimeout: 10_000,
    })
    socket.on('open', () => events.onOpen())
    socket.on('message', (data: Buffer) => events.onText(data.toString()))
    socket.on('close', () => events.onClose())
    socket.on('error', () => {})
    return {
      send(message) {
        if (socket.readyState === WebSocket.OPEN) socket.send(message)
      },
      bufferedBytes: () => socket.bufferedAmount,
      close: () => socket.terminate(),
    }
  }

let online = 0
function openClient(index: number): void {
  const address = `10.1.${index >> 8}.${index & 255}`
  const url = `ws://127.0.0.1:${port}`
  const client = createRelayClient({
    urls: [url],
    openSocket: openSocketFrom(address),
    clock,
    random,
  })
  for (const name of ['a', 'b', 'c']) client.subscribe(`${name}${index}` as Topic, () => {})
  let was = false
  client.onStates(([state]) => {
    const is = state?.status === 'online'
    if (is === was) return
    was = is
    online += is ? 1 : -1
    if (online === count) console.log(`all ${Date.now()}`)
    else if (!is && online === count - 1) console.log(`gone ${Date.now()}`)
  })
}

const BATCH = 100
for (let index = 0; index < count; index += BATCH) {
  for (let of = index; of < Math.min(index + BATCH, count); of++) openClient(of)
  await new Promise((resolve) => setTimeout(resolve, 20))
}
