import { afterAll, beforeAll, expect, test } from 'vitest'
import { closeCodeIn, frame, type RawSocket, upgradeRequest } from '../support/rawSocket.ts'
import { type RelayUnderAttack, startRelayUnderAttack } from '../support/relayUnderAttack.ts'

let relay: RelayUnderAttack
beforeAll(async () => {
  relay = await startRelayUnderAttack()
})
afterAll(() => relay.stop())

const many = (count: number, bytes: Uint8Array) => Buffer.concat(Array(count).fill(bytes))
const json = (value: unknown) => frame(JSON.stringify(value))
const openAll = <T>(count: number, open: () => Promise<T>) =>
  Promise.all(Array.from({ length: count }, open))

const floods: readonly (readonly [string, Uint8Array])[] = [
  ['pings of the WebSocket', many(20_000, frame('x'.repeat(125), { opcode: 9 }))],
  ['pongs that nobody asked for', many(20_000, frame('x'.repeat(125), { opcode: 10 }))],
  ['pings of the protocol', many(20_000, json({ type: 'ping' }))],
  ['frames of an unknown type', many(20_000, json({ type: 'mailbox' }))],
  ['publishes to nobody', many(20_000, json({ type: 'publish', topic: 'nobody', data: 1 }))],
  [
    'the largest frames',
    many(300, json({ type: 'publish', topic: 'n', data: 'x'.repeat(65_000) })),
  ],
  [
    'subscribing and unsubscribing',
    many(
      10_000,
      Buffer.concat([
        json({ type: 'subscribe', topics: ['on', 'off'] }),
        json({ type: 'unsubscribe', topics: ['on', 'off'] }),
      ]),
    ),
  ],
]

test.each(floods)(
  'a flood of %s is slowed or closed, and nobody else notices',
  async (_name, flood) => {
    const eve = await relay.openWebSocket()
    eve.write(flood)
    const before = relay.busyMs()
    await relay.assertUnharmed()
    expect(relay.busyMs() - before).toBeLessThan(3_000)
  },
)

test('a flood whose answers nobody reads is not piled up', async () => {
  const eves = await openAll(20, relay.openWebSocket)
  const flood = many(400, frame('x'.repeat(125), { opcode: 9 }))
  for (const eve of eves) {
    eve.socket.pause()
    eve.write(json({ type: 'subscribe', topics: ['eves'] }))
    eve.write(flood)
  }
  for (let round = 0; round < 30; round++) {
    eves[0]?.write(json({ type: 'publish', topic: 'eves', data: 'x'.repeat(60_000) }))
  }
  await relay.assertUnharmed()
})

test('a socket that asks for more topics than it may is closed', async () => {
  const eve = await relay.openWebSocket()
  for (let from = 0; from < 5_000; from += 1_000) {
    const topics = Array.from({ length: 1_000 }, (_, index) => `${from + index}`.padStart(43, 'x'))
    eve.write(json({ type: 'subscribe', topics }))
  }
  await eve.ended()
  expect(closeCodeIn(eve.text())).toBe(1008)
  await relay.assertUnharmed()
})

test('an address gets so many WebSockets and handshakes and no more', async () => {
  const eves = await openAll(300, relay.openRaw)
  for (const eve of eves) eve.write(upgradeRequest())
  const status = async (eve: RawSocket) =>
    /^HTTP\/1\.1 (\d+)/.exec(await eve.matches(/\r\n\r\n/))?.[1]
  const statuses = await Promise.all(eves.map(status))
  expect(statuses.filter((code) => code === '101')).toHaveLength(256)
  expect(statuses.filter((code) => code === '429')).toHaveLength(44)
  await relay.assertUnharmed()
})

test('an address gets so many sockets and no more, whatever it does on them', async () => {
  const eves = await openAll(400, relay.openRaw)
  await expect
    .poll(() => eves.filter((eve) => eve.socket.readableEnded || eve.socket.destroyed).length)
    .toBe(80)
  await relay.assertUnharmed()
})

test('a flood of requests is refused with 429', async () => {
  const request = (connection: string) =>
    `GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: ${connection}\r\n\r\n`
  let text = ''
  for (let round = 0; round < 14 && !text.includes('HTTP/1.1 429'); round++) {
    const eve = await relay.openRaw()
    eve.write(request('keep-alive').repeat(98) + request('close'))
    text = await eve.ended()
  }
  expect(text).toContain('HTTP/1.1 429')
  await relay.assertUnharmed()
})
