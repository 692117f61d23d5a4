import { afterEach, expect, test } from 'vitest'
import { createRelay, type Relay } from '../../signaling/createRelay.ts'
import { defaultLimits, type RelayLimits } from '../../signaling/limits.ts'
import type { RelayOptions } from '../../signaling/relayOptions.ts'
import { frame, openRawWebSocket } from './support/rawSocket.ts'
import { closeCode, openTestClient, refusedStatus } from './support/relayClient.ts'

let relay: Relay
const start = async (limits: Partial<RelayLimits>, options: RelayOptions = {}) => {
  relay = await createRelay({ drainMs: 100, ...options, limits: { ...defaultLimits, ...limits } })
  return relay
}
afterEach(() => relay.close())

test('frames over the quota of a socket come late and none is lost', async () => {
  await start({ framesPerSocket: { perSecond: 100, burst: 20 } })
  const alice = await openTestClient(relay.url)
  alice.send({ type: 'subscribe', topics: ['t'] })
  await alice.settled()
  const startedAt = performance.now()
  const eve = await openTestClient(relay.url)
  for (let index = 0; index < 60; index++) eve.send({ type: 'publish', topic: 't', data: index })
  await expect.poll(() => alice.received.length).toBe(60)
  // Sent in one go they are read in one go; what comes after is what waits.
  eve.send({ type: 'publish', topic: 't', data: 'after' })
  await expect.poll(() => alice.received.length).toBe(61)
  expect(performance.now() - startedAt).toBeGreaterThan(350)
  expect(alice.received.map((message) => (message as { data: unknown }).data)).toEqual([
    ...Array.from({ length: 60 }, (_, index) => index),
    'after',
  ])
})

test('one socket over its quota does not slow the others', async () => {
  await start({ framesPerSocket: { perSecond: 0.01, burst: 5 } })
  const eve = await openTestClient(relay.url)
  for (let index = 0; index < 50; index++) eve.send({ type: 'ping' })
  // Eve's last would be answered after more than an hour.
  const alice = await openTestClient(relay.url)
  await alice.settled()
})

test('a flood closes the socket that sends it', async () => {
  await start({ framesPerSocket: { perSecond: 1, burst: 5 } })
  const eve = await openTestClient(relay.url)
  const code = closeCode(eve)
  const flood = Buffer.concat(Array.from({ length: 200 }, () => frame('{"type":"ping"}')))
  const raw = await openRawWebSocket(relay.port)
  raw.write(flood)
  for (let index = 0; index < 200; index++) eve.send({ type: 'ping' })
  expect(await code).toBe(1008)
  raw.destroy()
})

test('WebSocket pings count as frames', async () => {
  await start({ framesPerSocket: { perSecond: 0.01, burst: 5 } })
  const eve = await openRawWebSocket(relay.port)
  eve.write(Buffer.concat(Array.from({ length: 20 }, () => frame('', { opcode: 9 }))))
  await eve.ended()
  expect(relay.stats().expelled).toBe(1)
})

test('publishes over the quota of a topic are dropped, in that topic only', async () => {
  await start({ publishesPerTopic: { perSecond: 0.001, burst: 3 } })
  const alice = await openTestClient(relay.url)
  alice.send({ type: 'subscribe', topics: ['loud', 'quiet'] })
  for (let index = 0; index < 5; index++)
    alice.send({ type: 'publish', topic: 'loud', data: index })
  alice.send({ type: 'publish', topic: 'quiet', data: 0 })
  await alice.settled()
  expect(alice.received.filter((m) => (m as { topic: string }).topic === 'loud')).toHaveLength(3)
  expect(alice.received.filter((m) => (m as { topic: string }).topic === 'quiet')).toHaveLength(1)
  expect(relay.stats().dropped).toBe(2)
})

test('a socket holds so many subscriptions and no more', async () => {
  await start({ subscriptionsPerSocket: 10 })
  const eve = await openTestClient(relay.url)
  const names = (from: number) => Array.from({ length: 10 }, (_, index) => `t${from + index}`)
  eve.send({ type: 'subscribe', topics: names(0) })
  eve.send({ type: 'unsubscribe', topics: names(0) })
  eve.send({ type: 'subscribe', topics: names(10) })
  await eve.settled()
  expect(relay.stats().subscriptions).toBe(10)
  const code = closeCode(eve)
  eve.send({ type: 'subscribe', topics: ['one more'] })
  expect(await code).toBe(1008)
  await expect.poll(() => relay.stats().subscriptions).toBe(0)
})

test('all sockets of an address share one cap of subscriptions', async () => {
  await start({ subscriptionsPerAddress: 10 })
  const alice = await openTestClient(relay.url)
  alice.send({ type: 'subscribe', topics: ['1', '2', '3', '4', '5', '6', '7'] })
  await alice.settled()
  const eve = await openTestClient(relay.url)
  const code = closeCode(eve)
  eve.send({ type: 'subscribe', topics: ['1', '2', '3', '4'] })
  expect(await code).toBe(1008)
  await expect.poll(() => relay.stats().subscriptions).toBe(7)
})

test('a client that does not read is cut off and the others are not delayed', async () => {
  await start({
    unreadBytesPerSocket: 256 * 1024,
    publishesPerTopic: { perSecond: 1e6, burst: 1e6 },
  })
  const eve = await openTestClient(relay.url)
  eve.send({ type: 'subscribe', topics: ['t'] })
  await eve.settled()
  eve.socket.pause()
  const alice = await openTestClient(relay.url)
  alice.send({ type: 'subscribe', topics: ['t'] })
  const data = 'x'.repeat(60_000)
  for (let index = 0; index < 300 && relay.stats().slow === 0; index++) {
    alice.send({ type: 'publish', topic: 't', data })
    await alice.settled()
  }
  expect(relay.stats().slow).toBe(1)
  await expect.poll(() => relay.stats().connections).toBe(1)
  await alice.settled()
})

test('pongs that nobody reads do not pile up: their reader is ended', async () => {
  await start({ framesPerSocket: { perSecond: 1e6, burst: 1e6 } })
  const eve = await openRawWebSocket(relay.port)
  eve.socket.pause()
  eve.write(Buffer.concat(Array(10_000).fill(frame('x'.repeat(125), { opcode: 9 }))))
  await expect.poll(() => relay.stats().connections).toBe(0)
})

test('what all clients leave unread together is bounded, and those who read stay', async () => {
  await start({
    unreadBytesPerSocket: 64 * 1024 * 1024,
    unreadBytes: 1024 * 1024,
    publishesPerTopic: { perSecond: 1e6, burst: 1e6 },
    bytesPerTopic: { perSecond: 1e9, burst: 1e9 },
    bytesPerSocket: { perSecond: 1e9, burst: 1e9 },
  })
  const eves = await Promise.all(Array.from({ length: 3 }, () => openTestClient(relay.url)))
  for (const [index, eve] of eves.entries()) {
    eve.send({ type: 'subscribe', topics: [`eves ${index}`] })
    await eve.settled()
    eve.socket.pause()
  }
  const alice = await openTestClient(relay.url)
  for (let index = 0; index < 4_000 && relay.stats().slow === 0; index++) {
    const data = 'x'.repeat(60_000)
    alice.send({ type: 'publish', topic: `eves ${index % eves.length}`, data })
    if (index % 20 === 0) await alice.settled()
  }
  expect(relay.stats().slow).toBeGreaterThan(0)
  await alice.settled()
})

test('the relay holds so many subscriptions and no more; whoever wants one is told to come later', async () => {
  await start({ subscriptions: 10 })
  const alice = await openTestClient(relay.url)
  alice.send({ type: 'subscribe', topics: ['1', '2', '3', '4', '5', '6', '7'] })
  await alice.settled()
  const bob = await openTestClient(relay.url)
  const code = closeCode(bob)
  bob.send({ type: 'subscribe', topics: ['8', '9', '10', '11'] })
  expect(await code).toBe(1013)
  await expect.poll(() => relay.stats().subscriptions).toBe(7)
})

test('bytes over the quota of a topic are dropped, in that topic only', async () => {
  await start({ bytesPerTopic: { perSecond: 1, burst: 3_000 } })
  const alice = await openTestClient(relay.url)
  alice.send({ type: 'subscribe', topics: ['full', 'other'] })
  for (const topic of ['full', 'full', 'full', 'other']) {
    alice.send({ type: 'publish', topic, data: 'x'.repeat(1_000) })
  }
  await alice.settled()
  const topics = alice.received.map((message) => (message as { topic: string }).topic)
  expect(topics).toEqual(['full', 'full', 'other'])
  expect(relay.stats().dropped).toBe(1)
})

test('plain requests of one address are counted, each address for itself', async () => {
  await start(
    { requestsPerAddress: { perSecond: 0.001, burst: 2 } },
    { trustedProxies: ['127.0.0.1'] },
  )
  const get = async (address: string) => {
    const headers = { 'X-Forwarded-For': address }
    return (await fetch(`http://127.0.0.1:${relay.port}/healthz`, { headers })).status
  }
  const statuses = []
  for (const address of ['203.0.113.7', '203.0.113.7', '203.0.113.7', '203.0.113.8']) {
    statuses.push(await get(address))
  }
  expect(statuses).toEqual([200, 200, 429, 200])
})

test('handshakes of one address are counted, also refused ones', async () => {
  await start({ handshakesPerAddress: { perSecond: 0.001, burst: 3 } }, { joinToken: 'let me in' })
  expect(await refusedStatus(`${relay.url}/?token=a`)).toBe(401)
  expect(await refusedStatus(`${relay.url}/?token=b`)).toBe(401)
  expect(await refusedStatus(`${relay.url}/?token=c`)).toBe(401)
  expect(await refusedStatus(`${relay.url}/?token=let+me+in`)).toBe(429)
  expect(relay.stats().refused).toBe(4)
})

test('behind a trusted proxy the address is the one the proxy saw', async () => {
  await start({ connectionsPerAddress: 1 }, { trustedProxies: ['127.0.0.1'] })
  const from = (address: string) => ({ headers: { 'X-Forwarded-For': address } })
  await openTestClient(relay.url, from('203.0.113.7'))
  expect(await refusedStatus(relay.url, from('203.0.113.7'))).toBe(429)
  await openTestClient(relay.url, from('2001:db8:0:1::1'))
  expect(await refusedStatus(relay.url, from('2001:db8:0:1:ffff::2'))).toBe(429)
  await openTestClient(relay.url, from('2001:db8:0:2::1'))
})

test('without a trusted proxy nobody chooses their address', async () => {
  await start({ connectionsPerAddress: 1 })
  await openTestClient(relay.url, { headers: { 'X-Forwarded-For': '203.0.113.7' } })
  const headers = { 'X-Forwarded-For': '203.0.113.8' }
  expect(await refusedStatus(relay.url, { headers })).toBe(429)
})

test('a relay that is full says so', async () => {
  await start({ connections: 1 })
  await openTestClient(relay.url)
  expect(await refusedStatus(relay.url)).toBe(503)
})

test('only pages of allowed origins connect', async () => {
  await start({}, { origins: ['https://rooms.example'] })
  expect(await refusedStatus(relay.url, { origin: 'https://eve.example' })).toBe(403)
  expect(await refusedStatus(relay.url, { origin: 'null' })).toBe(403)
  await (await openTestClient(relay.url, { origin: 'https://rooms.example' })).settled()
  await (await openTestClient(relay.url)).settled() // a program, not a page
})

test('a join token is asked for in the address or in a header', async () => {
  await start({}, { joinToken: 'let me in' })
  expect(await refusedStatus(relay.url)).toBe(401)
  expect(await refusedStatus(`${relay.url}/?token=`)).toBe(401)
  expect(await refusedStatus(`${relay.url}/?token=let+me+in2`)).toBe(401)
  await (await openTestClient(`${relay.url}/?token=let+me+in`)).settled()
  await relay.close()
  await start({}, { joinToken: 'token' })
  const headers = { Authorization: 'Bearer token' }
  await (await openTestClient(relay.url, { headers })).settled()
})
