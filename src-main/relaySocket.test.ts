import { createServer } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { WebSocketServer } from 'ws'
import { createRelay, type Relay } from '../signaling/createRelay.ts'
import type { Topic } from '../src-core/base/ids.ts'
import type { Clock, Signaling } from '../src-core/ports/index.ts'
import { createRelayClient } from '../src-core/sync/index.ts'
import { openRelaySocket } from './relaySocket.ts'

/** The client with real sockets and real time, against our relay. */
const clock: Clock = {
  now: Date.now,
  after(ms, task) {
    const timer = setTimeout(task, ms)
    return () => clearTimeout(timer)
  },
}
const random = { bytes: (length: number) => crypto.getRandomValues(new Uint8Array(length)) }
const topic = 'a topic' as Topic

const clients: Signaling[] = []
const relays: Relay[] = []
const connect = (...urls: string[]) => {
  const client = createRelayClient({ urls, openSocket: openRelaySocket, clock, random })
  clients.push(client)
  return client
}
const startRelay = async (port = 0) => {
  const relay = await createRelay({ port })
  relays.push(relay)
  return relay
}
afterEach(async () => {
  for (const client of clients.splice(0)) client.close()
  await Promise.all(relays.splice(0).map((relay) => relay.close()))
})

const isOnline = (client: Signaling) => () => client.states().every((s) => s.status === 'online')
const online = (client: Signaling) => expect.poll(isOnline(client), { timeout: 10_000 }).toBe(true)
const listen = (client: Signaling): string[] => {
  const heard: string[] = []
  client.subscribe(topic, (payload) => heard.push(payload.join()))
  return heard
}

test('what Alice publishes reaches Bob, and over two relays it reaches him twice', async () => {
  const [one, two] = [await startRelay(), await startRelay()]
  const [alice, bob] = [connect(one.url, two.url), connect(one.url, two.url)]
  const heard = listen(bob)
  await online(bob)
  await expect.poll(() => one.stats().topics + two.stats().topics).toBe(2)
  alice.publish(topic, Uint8Array.of(1, 2, 3))
  await expect.poll(() => heard).toEqual(['1,2,3', '1,2,3'])
})

test('the largest payload goes through', async () => {
  const relay = await startRelay()
  const [alice, bob] = [connect(relay.url), connect(relay.url)]
  const heard: Uint8Array[] = []
  bob.subscribe(topic, (payload) => heard.push(payload))
  await online(bob)
  const payload = random.bytes(40 * 1024)
  await online(alice)
  alice.publish(topic, payload)
  await expect.poll(() => heard.length).toBe(1)
  expect(heard[0]).toEqual(payload)
})

test('both find each other again after the relay restarted', async () => {
  const first = await startRelay()
  const [alice, bob] = [connect(first.url), connect(first.url)]
  const heard = listen(bob)
  await online(alice)
  await online(bob)
  await first.close()
  await expect.poll(() => bob.states()[0]?.status).not.toBe('online')
  const second = await startRelay(first.port)
  await online(alice)
  await online(bob)
  await expect.poll(() => second.stats().topics).toBe(1)
  alice.publish(topic, Uint8Array.of(7))
  await expect.poll(() => heard).toEqual(['7'])
})

test('a server that is no relay never counts as one', async () => {
  const mute = createServer((socket) => socket.end('SSH-2.0-mute\r\n')).listen(0, '127.0.0.1')
  const rude = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  rude.on('connection', (socket) => {
    for (let count = 0; count < 100; count++)
      socket.send(Buffer.alloc(100, 0xff), { binary: false })
  })
  await new Promise((resolve) => rude.once('listening', resolve))
  const ports = [mute, rude].map((server) => (server.address() as { port: number }).port)
  const eve = connect(...ports.map((port) => `ws://127.0.0.1:${port}`), 'http://', 'no address')
  const seen = new Set<string>()
  eve.onStates((states) => {
    for (const state of states) seen.add(state.status)
  })
  await new Promise((resolve) => setTimeout(resolve, 1_000))
  expect(seen.has('online')).toBe(false)
  mute.close()
  rude.close()
  for (const socket of rude.clients) socket.terminate()
})
