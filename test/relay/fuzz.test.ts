import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createRelay, type Relay } from '../../signaling/createRelay.ts'
import { defaultLimits } from '../../signaling/limits.ts'
import { frame, openRawSocket, openRawWebSocket } from './support/rawSocket.ts'
import { openTestClient, type TestClient } from './support/relayClient.ts'

/** fast-check prints seed and path of a failure; RUNS=100000 makes a long night of it. */
const numRuns = Number(process.env.RUNS ?? 150)
let relay: Relay
let alice: TestClient

beforeAll(async () => {
  const unlimited = { perSecond: 1e9, burst: 1e9 }
  relay = await createRelay({
    limits: { ...defaultLimits, handshakesPerAddress: unlimited, framesPerAddress: unlimited },
  })
  alice = await openTestClient(relay.url)
  alice.send({ type: 'subscribe', topics: ['alices'] })
  await alice.settled()
})
afterAll(() => relay.close())

/** The relay serves on, and what was thrown at it reached nobody. */
async function assertUnharmed(): Promise<void> {
  await alice.settled()
  expect(alice.received).toEqual([])
}

const anyShape = fc.record({
  opcode: fc.integer({ min: 0, max: 15 }),
  fin: fc.boolean(),
  reserved: fc.constantFrom(0, 0, 0, 1, 4, 7),
  masked: fc.boolean(),
})

test('frames of any shape leave the relay as it was', async () => {
  const frames = fc.array(fc.tuple(fc.uint8Array({ maxLength: 300 }), anyShape), { maxLength: 8 })
  await fc.assert(
    fc.asyncProperty(frames, async (all) => {
      const eve = await openRawWebSocket(relay.port)
      for (const [payload, shape] of all) eve.write(frame(payload, shape))
      await new Promise((resolve) => setImmediate(resolve))
      eve.destroy()
      await assertUnharmed()
    }),
    { numRuns },
  )
}, 600_000)

test('any JSON in the place of a message leaves the relay as it was', async () => {
  const type = fc.constantFrom('subscribe', 'unsubscribe', 'publish', 'ping', 'pong', '__proto__')
  const message = fc.oneof(
    fc.json(),
    fc
      .record({ type, topic: fc.jsonValue(), topics: fc.jsonValue(), data: fc.jsonValue() })
      .filter(({ topic }) => topic !== 'alices')
      .map((value) => JSON.stringify(value)),
  )
  const eve = { current: await openRawWebSocket(relay.port) }
  await fc.assert(
    fc.asyncProperty(message, async (text) => {
      if (eve.current.socket.readableEnded || eve.current.socket.destroyed) {
        eve.current = await openRawWebSocket(relay.port)
      }
      eve.current.write(frame(text))
      await assertUnharmed()
    }),
    { numRuns: numRuns * 4 },
  )
  eve.current.destroy()
}, 600_000)

test('bytes that are no HTTP leave the relay as it was', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 2_000 }), async (bytes) => {
      const eve = await openRawSocket(relay.port)
      eve.write(bytes)
      await new Promise((resolve) => setImmediate(resolve))
      eve.destroy()
      await assertUnharmed()
    }),
    { numRuns },
  )
}, 600_000)
