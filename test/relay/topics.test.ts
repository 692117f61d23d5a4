import { afterEach, beforeEach, expect, test } from 'vitest'
import { createRelay, type Relay } from '../../signaling/createRelay.ts'
import { openTestClient } from './support/relayClient.ts'

let relay: Relay
beforeEach(async () => {
  relay = await createRelay()
})
afterEach(() => relay.close())

const publish = (topic: string, data: unknown) => ({ type: 'publish', topic, data })

test('every subscriber gets a publish once, the sender too, and nobody else does', async () => {
  const [alice, bob, eve] = [
    await openTestClient(relay.url),
    await openTestClient(relay.url),
    await openTestClient(relay.url),
  ]
  alice.send({ type: 'subscribe', topics: ['space'] })
  bob.send({ type: 'subscribe', topics: ['space', 'other', 'space'] })
  await bob.settled()
  alice.send(publish('space', { from: 'alice' }))
  await alice.settled()
  await bob.settled()
  await eve.settled()
  const expected = [{ type: 'publish', topic: 'space', data: { from: 'alice' }, clients: 1 }]
  expect([alice.received, bob.received, eve.received]).toEqual([expected, expected, []])
})

test('the number of subscribers is the same whether one or many listen', async () => {
  const counts = []
  for (const listeners of [1, 5]) {
    const topic = `with ${listeners}`
    const clients = []
    for (let index = 0; index < listeners; index++) {
      const client = await openTestClient(relay.url)
      client.send({ type: 'subscribe', topics: [topic] })
      await client.settled()
      clients.push(client)
    }
    clients[0]?.send(publish(topic, null))
    await clients[0]?.settled()
    counts.push(clients[0]?.received.map((message) => (message as { clients: number }).clients))
  }
  expect(counts).toEqual([[1], [1]])
})

test('after unsubscribing nothing more comes', async () => {
  const alice = await openTestClient(relay.url)
  alice.send({ type: 'subscribe', topics: ['a', 'b'] })
  alice.send(publish('a', 1))
  alice.send({ type: 'unsubscribe', topics: ['a'] })
  alice.send(publish('a', 2))
  alice.send(publish('b', 3))
  await alice.settled()
  expect(alice.received.map((message) => (message as { data: unknown }).data)).toEqual([1, 3])
})

test('topics never cross, whatever their names', async () => {
  const names = [
    'a',
    'A',
    'a ',
    'á',
    'a\u0301',
    '\0',
    '__proto__',
    'constructor',
    '[object Object]',
    '1',
  ]
  const clients = await Promise.all(names.map(() => openTestClient(relay.url)))
  await Promise.all(
    clients.map((client, index) => {
      client.send({ type: 'subscribe', topics: [names[index]] })
      return client.settled()
    }),
  )
  for (let round = 0; round < 50; round++) {
    clients.forEach((client, index) => {
      const topic = names[(index + round) % names.length] as string
      client.send(publish(topic, `for ${topic}`))
    })
  }
  await Promise.all(clients.map((client) => client.settled()))
  await Promise.all(clients.map((client) => client.settled()))
  clients.forEach((client, index) => {
    expect(client.received).toHaveLength(50)
    const all = new Set(client.received.map((message) => JSON.stringify(message)))
    const topic = names[index]
    expect([...all]).toEqual([
      JSON.stringify({ type: 'publish', topic, data: `for ${topic}`, clients: 1 }),
    ])
  })
})

test('messages of one sender arrive in order', async () => {
  const alice = await openTestClient(relay.url)
  alice.send({ type: 'subscribe', topics: ['t'] })
  for (let index = 0; index < 300; index++) alice.send(publish('t', index))
  await alice.settled()
  expect(alice.received.map((message) => (message as { data: unknown }).data)).toEqual(
    Array.from({ length: 300 }, (_, index) => index),
  )
})

test('a frame of the largest size goes through and one byte more does not', async () => {
  const alice = await openTestClient(relay.url)
  alice.send({ type: 'subscribe', topics: ['t'] })
  const room = 65_536 - JSON.stringify(publish('t', '')).length
  alice.send(publish('t', 'x'.repeat(room)))
  await alice.settled()
  expect((alice.received[0] as { data: string }).data).toHaveLength(room)
  const closed = new Promise((resolve) => alice.socket.once('close', resolve))
  alice.send(publish('t', 'x'.repeat(room + 1)))
  expect(await closed).toBe(1009)
})

test('when the last subscriber has gone, nothing is left of a topic', async () => {
  const alice = await openTestClient(relay.url)
  alice.send({ type: 'subscribe', topics: ['a', 'b', 'c'] })
  await alice.settled()
  expect(relay.stats()).toMatchObject({ connections: 1, topics: 3, subscriptions: 3 })
  alice.close()
  await expect
    .poll(() => relay.stats())
    .toMatchObject({ connections: 0, topics: 0, subscriptions: 0 })
})

test('a client that falls silent is ended, one that answers pings stays', async () => {
  const quick = await createRelay({ heartbeatMs: 500 })
  const alice = await openTestClient(quick.url)
  const eve = await openTestClient(quick.url, { autoPong: false })
  await new Promise((resolve) => eve.socket.once('close', resolve))
  await alice.settled()
  expect(quick.stats().connections).toBe(1)
  await quick.close()
})
