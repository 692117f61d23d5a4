import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { closeCodeIn, frame, upgradeRequest } from '../support/rawSocket.ts'
import { type RelayUnderAttack, startRelayUnderAttack } from '../support/relayUnderAttack.ts'
import { brokenFrames, foreignMessages, oddMessages } from './frameCases.ts'

let relay: RelayUnderAttack
beforeAll(async () => {
  relay = await startRelayUnderAttack()
})
afterAll(() => relay.stop())

const ping = frame('{"type":"ping"}')
const pong = /\{"type":"pong"\}/

describe('frames that break RFC 6455 end the connection with the right code', () => {
  test.each(brokenFrames)('%s', async (_name, bytes, code) => {
    const eve = await relay.openWebSocket()
    eve.write(bytes)
    await eve.ended()
    expect(closeCodeIn(eve.text())).toBe(code)
    await relay.assertUnharmed()
  })
})

describe('messages that are no frames of the protocol are ignored and the next one is served', () => {
  test.each(foreignMessages)('%s', async (_name, text) => {
    const eve = await relay.openWebSocket()
    eve.write(frame(text))
    eve.write(ping)
    await eve.matches(pong)
    expect(closeCodeIn(eve.text())).toBeUndefined()
    await relay.assertUnharmed()
  })
})

describe('what is odd but allowed is served', () => {
  test.each(oddMessages)('%s', async (_name, messages) => {
    const eve = await relay.openWebSocket()
    for (const message of messages) eve.write(frame(JSON.stringify(message)))
    eve.write(ping)
    await eve.matches(pong)
    await relay.assertUnharmed()
  })
})

test('what follows a close frame is not served', async () => {
  const eve = await relay.openWebSocket()
  const publish = frame('{"type":"publish","topic":"alices","data":"after the end"}')
  eve.write(Buffer.concat([frame(Buffer.from([3, 0xe8]), { opcode: 8 }), publish, publish]))
  await eve.ended()
  expect(closeCodeIn(eve.text())).toBe(1000)
  await relay.assertUnharmed()
})

test('what follows a broken frame is not served', async () => {
  const eve = await relay.openWebSocket()
  const publish = frame('{"type":"publish","topic":"alices","data":"after the fault"}')
  eve.write(Buffer.concat([frame('x', { opcode: 3 }), publish]))
  await eve.ended()
  await relay.assertUnharmed()
})

test('frames that come before the answer to the handshake are served after it', async () => {
  const eve = await relay.openRaw()
  eve.write(Buffer.concat([Buffer.from(upgradeRequest()), ping]))
  await eve.matches(pong)
  await relay.assertUnharmed()
})

test('a frame that comes byte by byte arrives whole', async () => {
  const eve = await relay.openWebSocket()
  for (const byte of ping) {
    eve.write(Uint8Array.of(byte))
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
  await eve.matches(pong)
  await relay.assertUnharmed()
})

test('a message in fragments with a ping between them arrives whole', async () => {
  const eve = await relay.openWebSocket()
  eve.write(frame('{"type":"pi', { fin: false }))
  eve.write(frame('between', { opcode: 9 }))
  eve.write(frame('ng"}', { opcode: 0 }))
  await eve.matches(pong)
  expect(eve.text()).toContain('between')
  await relay.assertUnharmed()
})

test('whoever goes on sending malformed frames is closed', async () => {
  const eve = await relay.openWebSocket()
  for (let count = 0; count < 30; count++) eve.write(frame('{'))
  await eve.ended()
  expect(closeCodeIn(eve.text())).toBe(1008)
  await relay.assertUnharmed()
})
