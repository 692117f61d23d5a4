import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import { WebSocket, WebSocketServer } from 'ws'
import {
  createWebSocketPort,
  MAX_HOST_MESSAGE_BYTES,
  MAX_PAGE_MESSAGE_BYTES,
  type WebSocketLike,
} from '../../src-core/bridge/webSocketPort.ts'
import { describePort } from '../../src-core/testing/suites/describePort.ts'

async function connectPair() {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
  await once(server, 'listening')
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`)
  const [[accepted]] = await Promise.all([
    once(server, 'connection') as Promise<[WebSocket]>,
    once(client, 'open'),
  ])
  const dispose = () =>
    new Promise<void>((done) => {
      client.terminate()
      accepted.terminate()
      server.close(() => done())
    })
  return { client, accepted, dispose }
}

const like = (socket: WebSocket) => socket as unknown as WebSocketLike

describePort('a WebSocket', async () => {
  const { client, accepted, dispose } = await connectPair()
  return {
    host: createWebSocketPort(like(accepted), { maxSendBytes: MAX_HOST_MESSAGE_BYTES }),
    page: createWebSocketPort(like(client), { maxSendBytes: MAX_PAGE_MESSAGE_BYTES }),
    dispose,
  }
})

describe('a WebSocket as a Port', () => {
  it('refuses to send a message beyond its limit and stays open', async () => {
    const { client, accepted, dispose } = await connectPair()
    const page = createWebSocketPort(like(client), { maxSendBytes: 1000 })
    const host = createWebSocketPort(like(accepted), { maxSendBytes: 1000 })
    expect(() => page.send(new Uint8Array(1001))).toThrowError(
      expect.objectContaining({ code: 'TOO_LARGE' }),
    )
    const arrived = new Promise((done) => host.onMessage(done))
    page.send('still here')
    expect(await arrived).toBe('still here')
    await dispose()
  })

  it.each([
    ['text', 'hello'],
    ['bytes that are no message', new Uint8Array([117, 9])],
  ])('closes on %s', async (_what, rubbish) => {
    const { client, accepted, dispose } = await connectPair()
    const host = createWebSocketPort(like(accepted), { maxSendBytes: 1000 })
    const closed = new Promise<void>((done) => host.onClose(done))
    client.send(rubbish)
    await closed
    await dispose()
  })
})
