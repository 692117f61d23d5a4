import { Duplex } from 'node:stream'
import { expect, test } from 'vitest'
import { createBacklog } from './backlog.ts'
import type { Subscriber } from './subscriber.ts'

/** A client that has left so many bytes unread. */
function createSlowClient() {
  const socket = new Duplex({ write() {} })
  const state = { isCutOff: false }
  const subscriber: Subscriber = {
    socket,
    isOpen: () => true,
    cutOff: () => {
      state.isCutOff = true
    },
    outbox: [],
    owesPong: false,
  }
  return { subscriber, state, leave: (bytes: number) => socket.write(Buffer.alloc(bytes)) }
}

test('within the limit nobody is cut off', () => {
  const backlog = createBacklog(1_000)
  const alice = createSlowClient()
  alice.leave(1_000)
  backlog.add(alice.subscriber, 1_000)
  expect(alice.state.isCutOff).toBe(false)
})

test('beyond it those who left the most are cut off, the others stay', () => {
  const backlog = createBacklog(1_000)
  const [alice, bob, eve] = [createSlowClient(), createSlowClient(), createSlowClient()]
  for (const [client, bytes] of [
    [alice, 300],
    [eve, 600],
    [bob, 200],
  ] as const) {
    client.leave(bytes)
    backlog.add(client.subscriber, bytes)
  }
  expect([alice, bob, eve].map((client) => client.state.isCutOff)).toEqual([false, false, true])
})

test('what was read in the meantime does not count', () => {
  const backlog = createBacklog(1_000)
  const [alice, bob] = [createSlowClient(), createSlowClient()]
  backlog.add(alice.subscriber, 900) // and has read it all
  bob.leave(400)
  backlog.add(bob.subscriber, 400)
  expect([alice.state.isCutOff, bob.state.isCutOff]).toEqual([false, false])
})

test('whoever has gone is not held', () => {
  const backlog = createBacklog(1_000)
  const [alice, bob] = [createSlowClient(), createSlowClient()]
  alice.leave(900)
  backlog.add(alice.subscriber, 900)
  backlog.forget(alice.subscriber)
  bob.leave(400)
  backlog.add(bob.subscriber, 400)
  expect([alice.state.isCutOff, bob.state.isCutOff]).toEqual([false, false])
})
