import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createRelay, type Relay } from '../../signaling/createRelay.ts'
import {
  closeCodeIn,
  frame,
  openRawSocket,
  openRawWebSocket,
  type RawSocket,
  upgradeRequest,
} from './support/rawSocket.ts'
import { openTestClient } from './support/relayClient.ts'

/**
 * Every case: a hostile client sends something, and what must follow is checked three ways: what it
 * gets itself, that another client's topic saw nothing of it, and that the relay still works.
 */
let relay: Relay
beforeEach(async () => {
  relay = await createRelay()
})
afterEach(() => relay.close())

async function withBystander(act: (eve: RawSocket) => Promise<void>): Promise<void> {
  const alice = await openTestClient(relay.url)
  alice.send({ type: 'subscribe', topics: ['alices'] })
  await alice.settled()
  const eve = await openRawWebSocket(relay.port)
  await act(eve)
  eve.destroy()
  const bob = await openTestClient(relay.url)
  bob.send({ type: 'publish', topic: 'alices', data: 'still here' })
  await bob.settled()
  await alice.settled()
  expect(alice.received).toEqual([
    { type: 'publish', topic: 'alices', data: 'still here', clients: 1 },
  ])
  alice.close()
  bob.close()
}

const json = (value: unknown) => JSON.stringify(value)
const ping = frame(json({ type: 'ping' }))
const pong = /\{"type":"pong"\}/

describe('frames that break RFC 6455 end the connection with the right code', () => {
  const cases: readonly [string, Uint8Array, number][] = [
    ['a frame without a mask', frame(json({ type: 'ping' }), { masked: false }), 1002],
    ['a reserved bit', frame(json({ type: 'ping' }), { reserved: 1 }), 1002],
    ['a compressed frame that was not agreed on', frame('x', { reserved: 4 }), 1002],
    ['a reserved data opcode', frame('x', { opcode: 3 }), 1002],
    ['a reserved control opcode', frame('x', { opcode: 0xb }), 1002],
    ['a continuation of nothing', frame('x', { opcode: 0 }), 1002],
    [
      'a message inside a fragmented message',
      Buffer.concat([frame('{', { fin: false }), frame('{}')]),
      1002,
    ],
    ['a fragmented ping', frame('x', { opcode: 9, fin: false }), 1002],
    ['a ping of more than 125 bytes', frame('x'.repeat(126), { opcode: 9 }), 1002],
    ['a close frame with half a code', frame('x', { opcode: 8 }), 1002],
    ['a close frame with a reserved code', frame(Buffer.from([3, 0xed]), { opcode: 8 }), 1002],
    ['a close reason that is not UTF-8', frame(Buffer.from([3, 0xe8, 0xff]), { opcode: 8 }), 1007],
    ['text that is not UTF-8', frame(Buffer.from([0x7b, 0xff, 0xfe, 0x7d])), 1007],
    ['a surrogate in UTF-8', frame(Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22])), 1007],
    ['a frame of 64 KiB and one byte', frame('x'.repeat(65_537)), 1009],
    ['a head that claims 2^53 bytes', frame('', { claimedLength: 2n ** 53n }), 1009],
    ['a head that claims 2^63 bytes', frame('', { claimedLength: 2n ** 63n }), 1009],
    ['a head that claims 1 GiB', frame('', { claimedLength: 2n ** 30n }), 1009],
    [
      'fragments that add up to more than 64 KiB',
      Buffer.concat([
        frame('x'.repeat(40_000), { fin: false }),
        frame('x'.repeat(40_000), { opcode: 0 }),
      ]),
      1009,
    ],
    [
      'a thousand fragments of one byte',
      Buffer.concat([
        frame('x', { fin: false }),
        ...Array.from({ length: 1_000 }, () => frame('x', { opcode: 0, fin: false })),
      ]),
      1008,
    ],
    ['a binary frame', frame(json({ type: 'ping' }), { opcode: 2 }), 1003],
  ]
  test.each(cases)('%s', async (_name, bytes, code) => {
    await withBystander(async (eve) => {
      eve.write(bytes)
      await eve.ended()
      expect(closeCodeIn(eve.text())).toBe(code)
    })
  })
})

describe('frames that are no frames of the protocol are ignored and the next one is served', () => {
  const cases: readonly [string, string][] = [
    ['an empty message', ''],
    ['half of a JSON object', '{"type":"publish","topic":"alices"'],
    ['JSON with something after it', '{"type":"ping"}{}'],
    ['a byte order mark', '\ufeff{"type":"nothing"}'],
    ['null', 'null'],
    ['a number', '1e999'],
    ['a string', '"publish"'],
    ['a list', '[{"type":"publish","topic":"alices","data":1}]'],
    ['an object without a type', '{"topic":"alices","data":1}'],
    ['a type that is a number', '{"type":1,"topic":"alices","data":1}'],
    ['a type that is an object', '{"type":{"toString":"publish"},"topic":"alices"}'],
    ['a type in other letters', '{"type":"Publish","topic":"alices","data":1}'],
    ['a type only in the prototype', '{"__proto__":{"type":"publish","topic":"alices"}}'],
    ['the type "__proto__"', '{"type":"__proto__"}'],
    ['the type "constructor"', '{"type":"constructor"}'],
    ['an unknown type', '{"type":"mailbox","topic":"alices"}'],
    ['a message that only a relay may send', '{"type":"pong"}'],
    ['a publish without a topic', '{"type":"publish","data":1}'],
    ['a publish to null', '{"type":"publish","topic":null,"data":1}'],
    ['a publish to a list of topics', '{"type":"publish","topic":["alices"],"data":1}'],
    ['a publish to an object', '{"type":"publish","topic":{"alices":1},"data":1}'],
    ['a publish to the empty topic', '{"type":"publish","topic":"","data":1}'],
    [
      'a publish to a topic of 60,000 characters',
      json({ type: 'publish', topic: 'a'.repeat(60_000), data: 1 }),
    ],
    ['a subscribe without topics', '{"type":"subscribe"}'],
    ['a subscribe to a string', '{"type":"subscribe","topics":"alices"}'],
    ['a subscribe to an object', '{"type":"subscribe","topics":{"0":"alices","length":1}}'],
    ['a subscribe to numbers', '{"type":"subscribe","topics":[1,2]}'],
    ['a subscribe to lists', '{"type":"subscribe","topics":[["alices"]]}'],
    ['a subscribe to a huge length', '{"type":"subscribe","topics":{"length":1e9}}'],
    ['an unsubscribe of null', '{"type":"unsubscribe","topics":null}'],
    ['30,000 opening brackets', '['.repeat(30_000)],
    ['publishing data nested 30,000 deep', deepPublish(30_000)],
    ['publishing numbers that grow when written out', growingPublish()],
  ]
  test.each(cases)('%s', async (_name, text) => {
    await withBystander(async (eve) => {
      eve.write(frame(text))
      eve.write(ping)
      await eve.matches(pong)
      expect(closeCodeIn(eve.text())).toBeUndefined()
    })
  })
})

describe('out of order, but allowed', () => {
  const cases: readonly [string, readonly unknown[]][] = [
    ['unsubscribing from what was never subscribed', [{ type: 'unsubscribe', topics: ['alices'] }]],
    ['subscribing to nothing', [{ type: 'subscribe', topics: [] }]],
    [
      'subscribing twice and unsubscribing thrice',
      [
        { type: 'subscribe', topics: ['a', 'a'] },
        { type: 'unsubscribe', topics: ['a', 'a'] },
        { type: 'unsubscribe', topics: ['a'] },
      ],
    ],
    ['publishing where nobody listens', [{ type: 'publish', topic: 'nobody', data: 1 }]],
    ['publishing to "__proto__"', [{ type: 'publish', topic: '__proto__', data: 1 }]],
    ['publishing to "constructor"', [{ type: 'publish', topic: 'constructor', data: 1 }]],
    ['claiming a number of subscribers', [{ type: 'ping', clients: 1e9 }]],
  ]
  test.each(cases)('%s', async (_name, messages) => {
    await withBystander(async (eve) => {
      for (const message of messages) eve.write(frame(json(message)))
      eve.write(ping)
      await eve.matches(pong)
      expect(relay.stats().topics).toBe(1)
    })
  })

  test('a message in fragments with a ping between them arrives whole', async () => {
    await withBystander(async (eve) => {
      eve.write(frame('{"type":"pi', { fin: false }))
      eve.write(frame('between', { opcode: 9 }))
      eve.write(frame('ng"}', { opcode: 0 }))
      await eve.matches(pong)
      expect(eve.text()).toContain('between')
    })
  })

  test('a frame that comes byte by byte arrives whole', async () => {
    await withBystander(async (eve) => {
      for (const byte of ping) {
        eve.write(Uint8Array.of(byte))
        await new Promise((resolve) => setTimeout(resolve, 2))
      }
      await eve.matches(pong)
    })
  })

  test('frames sent together with the handshake are served', async () => {
    const eve = await openRawSocket(relay.port)
    eve.write(Buffer.concat([Buffer.from(upgradeRequest()), ping]))
    await eve.matches(pong)
    eve.destroy()
  })

  test('a client that vanishes within a frame leaves nothing behind', async () => {
    await withBystander(async (eve) => {
      eve.write(frame(json({ type: 'subscribe', topics: ['eves'] })))
      eve.write(frame('x'.repeat(1_000)).subarray(0, 500))
      eve.socket.resetAndDestroy()
      await expect.poll(() => relay.stats().connections).toBe(1)
      expect(relay.stats().topics).toBe(1)
    })
  })
})

test('whoever goes on sending malformed frames is closed', async () => {
  await withBystander(async (eve) => {
    for (let count = 0; count < 30; count++) eve.write(frame('{'))
    await eve.ended()
    expect(closeCodeIn(eve.text())).toBe(1008)
    expect(relay.stats()).toMatchObject({ malformed: 21, expelled: 1 })
  })
})

function deepPublish(depth: number): string {
  return `{"type":"publish","topic":"alices","data":${'['.repeat(depth)}${']'.repeat(depth)}}`
}

function growingPublish(): string {
  const numbers = Array.from({ length: 10_000 }, () => '1e20').join(',')
  return `{"type":"publish","topic":"alices","data":[${numbers}]}`
}
