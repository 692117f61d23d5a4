import { Duplex } from 'node:stream'
import { expect, test } from 'vitest'
import { createFanOut } from './fanOut.ts'
import type { Subscriber } from './subscriber.ts'
import { createTopics } from './topics.ts'

function createSetup(unreadBytesPerSocket = 1_000) {
  let turn = () => {}
  let delivered = 0
  const fanOut = createFanOut({
    unreadBytesPerSocket,
    unreadBytes: Number.POSITIVE_INFINITY,
    onDelivered: (frames) => {
      delivered += frames
    },
    schedule: (flush) => {
      turn = flush
    },
  })
  const topics = createTopics(fanOut)
  return { fanOut, topics, endTurn: () => turn(), delivered: () => delivered }
}

function createSubscriber() {
  const written: string[] = []
  const socket = new Duplex({
    write(chunk, _encoding, done) {
      written.push(String(chunk))
      done()
    },
  })
  const state = { open: true, cutOff: false, writes: 0 }
  const write = socket.write.bind(socket)
  socket.write = (chunk: unknown) => {
    state.writes++
    return write(chunk)
  }
  const subscriber: Subscriber = {
    socket,
    isOpen: () => state.open,
    cutOff: () => {
      state.cutOff = true
    },
    outbox: [],
    owesPong: false,
  }
  const text = () => written.join('')
  return { subscriber, state, text, socket }
}

const frame = (text: string) => Buffer.from(text)

test('the publishes of one turn reach a socket in order and in one write', () => {
  const { fanOut, topics, endTurn, delivered } = createSetup()
  const alice = createSubscriber()
  const bob = createSubscriber()
  const topic = topics.subscribe(alice.subscriber, 't')
  topics.subscribe(bob.subscriber, 't')
  for (const text of ['1', '2', '3']) fanOut.publish(topic, frame(text))
  expect(alice.text()).toBe('')
  endTurn()
  expect([alice.text(), bob.text()]).toEqual(['123', '123'])
  expect([alice.state.writes, bob.state.writes, delivered()]).toEqual([1, 1, 6])
})

test('who subscribes after a publish does not get it, who leaves after it does', () => {
  const { fanOut, topics, endTurn } = createSetup()
  const alice = createSubscriber()
  const bob = createSubscriber()
  const topic = topics.subscribe(alice.subscriber, 't')
  fanOut.publish(topic, frame('before'))
  topics.subscribe(bob.subscriber, 't')
  topics.unsubscribe(alice.subscriber, topic)
  fanOut.publish(topic, frame('after'))
  endTurn()
  expect([alice.text(), bob.text()]).toEqual(['before', 'after'])
})

test('a pong comes after everything published in its turn', () => {
  const { fanOut, topics, endTurn } = createSetup()
  const alice = createSubscriber()
  const topic = topics.subscribe(alice.subscriber, 't')
  fanOut.pong(alice.subscriber)
  fanOut.publish(topic, frame('published'))
  endTurn()
  expect(alice.text()).toMatch(/^published.*pong"\}$/s)
})

test('a client that leaves too much unread is cut off and gets nothing more', () => {
  const { fanOut, topics, endTurn } = createSetup(10)
  const eve = createSubscriber()
  const topic = topics.subscribe(eve.subscriber, 't')
  eve.socket.cork()
  fanOut.publish(topic, frame('a frame of more than ten bytes'))
  endTurn()
  expect(eve.state.cutOff).toBe(false)
  fanOut.publish(topic, frame('more'))
  endTurn()
  expect(eve.state).toMatchObject({ cutOff: true, writes: 1 })
})

test('nothing is written to a closed client and nothing stays behind', () => {
  const { fanOut, topics, endTurn } = createSetup()
  const eve = createSubscriber()
  const topic = topics.subscribe(eve.subscriber, 't')
  fanOut.publish(topic, frame('late'))
  eve.state.open = false
  endTurn()
  expect(eve.state.writes).toBe(0)
  expect([eve.subscriber.outbox, topic.batch]).toEqual([[], []])
})

test('a topic ends with its last subscriber', () => {
  const { topics } = createSetup()
  const alice = createSubscriber()
  const topic = topics.subscribe(alice.subscriber, '__proto__')
  topics.subscribe(alice.subscriber, '__proto__')
  expect([topics.size, topics.subscriptions]).toEqual([1, 1])
  topics.unsubscribe(alice.subscriber, topic)
  expect([topics.size, topics.subscriptions, topics.find('__proto__')]).toEqual([0, 0, undefined])
  expect(topics.find('constructor')).toBeUndefined()
})
