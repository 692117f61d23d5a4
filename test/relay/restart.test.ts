import { once } from 'node:events'
import { expect, test } from 'vitest'
import { createRelay } from '../../signaling/createRelay.ts'
import { createRelayLog } from '../../signaling/relayLog.ts'
import { openRawWebSocket } from './support/rawSocket.ts'
import { closeCode, openTestClient, refusedStatus } from './support/relayClient.ts'

test('a relay that closes tells its clients to come back, and they can on the same port', async () => {
  const first = await createRelay()
  const alice = await openTestClient(first.url)
  alice.send({ type: 'subscribe', topics: ['t'] })
  await alice.settled()
  const code = closeCode(alice)
  await first.close()
  expect(await code).toBe(1012)

  const second = await createRelay({ port: first.port })
  const again = await openTestClient(second.url)
  again.send({ type: 'subscribe', topics: ['t'] })
  again.send({ type: 'publish', topic: 't', data: 1 })
  await again.settled()
  expect(again.received).toHaveLength(1)
  await second.close()
})

test('what was published before the end still goes out', async () => {
  const relay = await createRelay()
  const alice = await openTestClient(relay.url)
  const bob = await openTestClient(relay.url)
  bob.send({ type: 'subscribe', topics: ['t'] })
  await bob.settled()
  const closed = closeCode(bob)
  alice.send({ type: 'publish', topic: 't', data: 'last words' })
  await expect.poll(() => relay.stats().published).toBe(1)
  await relay.close()
  await closed
  expect(bob.received).toMatchObject([{ data: 'last words' }])
})

test('a client that does not leave is made to, within the limit', async () => {
  const relay = await createRelay({ drainMs: 200 })
  const eve = await openRawWebSocket(relay.port)
  const startedAt = performance.now()
  const [first, second] = [relay.close(), relay.close()]
  await Promise.all([first, second])
  // Eve has not left; a busy machine may take its time.
  expect(performance.now() - startedAt).toBeLessThan(30_000)
  await eve.ended()
})

test('while it drains nobody new gets in', async () => {
  const relay = await createRelay({ drainMs: 60_000 })
  const eve = await openRawWebSocket(relay.port)
  const closing = relay.close()
  await expect(openTestClient(relay.url)).rejects.toThrow()
  eve.destroy()
  await closing
})

test('a port that is taken is an error that can be told apart', async () => {
  const relay = await createRelay()
  await expect(createRelay({ port: relay.port })).rejects.toMatchObject({ code: 'EADDRINUSE' })
  await relay.close()
})

test('two relays in one process know nothing of each other', async () => {
  const [one, two] = [await createRelay(), await createRelay({ joinToken: 'token' })]
  const alice = await openTestClient(one.url)
  const bob = await openTestClient(`${two.url}/?token=token`)
  for (const client of [alice, bob]) client.send({ type: 'subscribe', topics: ['t'] })
  alice.send({ type: 'publish', topic: 't', data: 1 })
  await alice.settled()
  await bob.settled()
  expect([alice.received.length, bob.received.length]).toEqual([1, 0])
  expect(await refusedStatus(two.url)).toBe(401)
  const closed = once(alice.socket, 'close')
  await Promise.all([one.close(), two.close()])
  await closed
})

test('while it drains it answers that it is alive and not ready, and does not wait for idle HTTP', async () => {
  const lines: string[] = []
  const log = createRelayLog('info', (line) => lines.push(line))
  const relay = await createRelay({ drainMs: 60_000, log })
  const address = `http://127.0.0.1:${relay.port}`
  const status = async (path: string) => (await fetch(`${address}${path}`)).status
  expect([await status('/healthz'), await status('/readyz')]).toEqual([200, 200])
  const eve = await openRawWebSocket(relay.port)
  const startedAt = performance.now()
  const closing = relay.close()
  expect([await status('/healthz'), await status('/readyz')]).toEqual([200, 503])
  eve.destroy()
  await closing
  expect(performance.now() - startedAt).toBeLessThan(60_000)
  const events = lines.map((line) => JSON.parse(line).event)
  expect(events).toEqual(['started', 'draining', 'stopped'])
  expect(lines.join('')).not.toMatch(/127\.0\.0\.1/)
})
