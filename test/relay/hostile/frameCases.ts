import { frame } from '../support/rawSocket.ts'

/** What a close frame carries. */
function closing(code: number, reasonBytes = 0): Buffer {
  const payload = Buffer.alloc(2 + reasonBytes, 'x')
  payload.writeUInt16BE(code, 0)
  return payload
}

const json = (value: unknown) => JSON.stringify(value)

/** Frames that break RFC 6455: what is wrong, the bytes, and the close code they are answered with. */
export const brokenFrames: readonly [string, Uint8Array, number][] = [
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
  [
    'a thousand empty fragments',
    Buffer.concat([
      frame('', { fin: false }),
      ...Array.from({ length: 1_000 }, () => frame('', { opcode: 0, fin: false })),
    ]),
    1008,
  ],
  ['a fragmented pong', frame('x', { opcode: 10, fin: false }), 1002],
  ['a fragmented close', frame(Buffer.from([3, 0xe8]), { opcode: 8, fin: false }), 1002],
  ['a close frame of 126 bytes', frame(closing(1000, 124), { opcode: 8 }), 1002],
  ['a pong with a 64-bit length', frame('', { opcode: 10, claimedLength: 70_000n }), 1002],
  ['a ping without a mask', frame('x', { opcode: 9, masked: false }), 1002],
  ['a ping with a reserved bit', frame('x', { opcode: 9, reserved: 2 }), 1002],
  ...[0, 999, 1004, 1006, 1015, 1016, 2999, 5000, 65_535].map(
    (code): [string, Uint8Array, number] => [
      `a close frame with code ${code}`,
      frame(closing(code), { opcode: 8 }),
      1002,
    ],
  ),
  ['UTF-8 that is overlong', frame(Buffer.from([0x22, 0xc0, 0xaf, 0x22])), 1007],
  ['UTF-8 beyond Unicode', frame(Buffer.from([0x22, 0xf5, 0x80, 0x80, 0x80, 0x22])), 1007],
  ['UTF-8 that is cut off', frame(Buffer.from([0x22, 0xe2, 0x82])), 1007],
  ['a binary frame', frame(json({ type: 'ping' }), { opcode: 2 }), 1003],
]

/** Whole WebSocket messages that are no frames of the protocol. */
export const foreignMessages: readonly [string, string][] = [
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
  ['a publish whose keys are all there twice', '{"type":"publish","type":"pong","topic":"alices"}'],
  ['a subscribe to a list with a hole', '{"type":"subscribe","topics":["a",,"b"]}'],
  ['a subscribe to an empty topic among others', '{"type":"subscribe","topics":["a","","b"]}'],
  [
    'a subscribe to one topic of 257 characters',
    json({ type: 'subscribe', topics: ['a'.repeat(257)] }),
  ],
  [
    'a subscribe to 20,000 topics at once',
    `{"type":"subscribe","topics":[${Array.from({ length: 20_000 }, () => '""').join(',')}]}`,
  ],
  ['an object of 6,000 keys', `{${Array.from({ length: 6_000 }, (_, i) => `"${i}":1`).join(',')}}`],
  ['12,000 opening braces', `${'{"a":'.repeat(12_000)}1${'}'.repeat(4_000)}`],
  ['only white space', ' '.repeat(60_000)],
  ['a null byte', '\0'],
  ['a number of 60,000 digits', '9'.repeat(60_000)],
  ['JSON with a comment', '{"type":"ping"/* */}'],
  ['30,000 opening brackets', '['.repeat(30_000)],
  ['publishing data nested 30,000 deep', deepPublish(30_000)],
  ['publishing numbers that grow when written out', growingPublish()],
]

/** Odd, but allowed. */
export const oddMessages: readonly [string, readonly unknown[]][] = [
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
  [
    'publishing data that has prototype keys',
    [{ type: 'publish', topic: 'nobody', data: JSON.parse('{"__proto__":{"polluted":true}}') }],
  ],
  ['subscribing to names of the prototype', [{ type: 'subscribe', topics: ['__proto__', 'then'] }]],
  ['claiming a number of subscribers', [{ type: 'ping', clients: 1e9 }]],
]

function deepPublish(depth: number): string {
  return `{"type":"publish","topic":"alices","data":${'['.repeat(depth)}${']'.repeat(depth)}}`
}

function growingPublish(): string {
  const numbers = Array.from({ length: 10_000 }, () => '1e20').join(',')
  return `{"type":"publish","topic":"alices","data":[${numbers}]}`
}
