import { afterEach, beforeEach, expect, test } from 'vitest'
import { createRelay, type Relay } from '../../signaling/createRelay.ts'
import { frame, openRawWebSocket } from './support/rawSocket.ts'

/** What the relay counts and lets go of; what it answers to frames is in test/relay/hostile. */
let relay: Relay
beforeEach(async () => {
  relay = await createRelay()
})
afterEach(() => relay.close())

const json = (value: unknown) => frame(JSON.stringify(value))

test('a client that vanishes within a frame leaves nothing behind', async () => {
  const eve = await openRawWebSocket(relay.port)
  eve.write(json({ type: 'subscribe', topics: ['eves'] }))
  eve.write(frame('x'.repeat(1_000)).subarray(0, 500))
  await expect.poll(() => relay.stats().topics).toBe(1)
  eve.socket.resetAndDestroy()
  await expect.poll(() => relay.stats().connections).toBe(0)
  expect(relay.stats().topics).toBe(0)
})

test('unsubscribing from what one does not listen to takes nothing from others', async () => {
  const [alice, eve] = [await openRawWebSocket(relay.port), await openRawWebSocket(relay.port)]
  alice.write(json({ type: 'subscribe', topics: ['alices', 'alices'] }))
  await expect.poll(() => relay.stats().subscriptions).toBe(1)
  eve.write(json({ type: 'unsubscribe', topics: ['alices'] }))
  eve.write(json({ type: 'ping' }))
  await eve.matches(/pong/)
  expect(relay.stats()).toMatchObject({ topics: 1, subscriptions: 1 })
  for (const raw of [alice, eve]) raw.destroy()
})

test('malformed frames and whoever is closed for them are counted', async () => {
  const eve = await openRawWebSocket(relay.port)
  for (let count = 0; count < 30; count++) eve.write(frame('{'))
  await eve.ended()
  expect(relay.stats()).toMatchObject({ malformed: 21, expelled: 1 })
})
