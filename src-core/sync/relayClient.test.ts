import { expect, test } from 'vitest'
import type { Topic } from '../base/ids.ts'
import type { Clock, RelaySocketEvents } from '../ports/index.ts'
import { createRelayClient } from './relayClient.ts'
import { parseRelayRequest, type RelayRequest, writeRelayedPublish } from './relayProtocol.ts'

const RELAY = 'ws://relay.example'
const topic = (name: string) => name as Topic
const bytes = (...values: number[]) => Uint8Array.from(values)

/** A clock that moves only when told; `sleep` moves it without running what was due. */
function createClock() {
  let now = 1_000_000
  let tasks: { at: number; run: () => void }[] = []
  const clock: Clock = {
    now: () => now,
    after(ms, run) {
      const task = { at: now + ms, run }
      tasks.push(task)
      return () => {
        tasks = tasks.filter((other) => other !== task)
      }
    },
  }
  const runDue = (until: number) => {
    for (;;) {
      const next = tasks.filter((task) => task.at <= until).sort((a, b) => a.at - b.at)[0]
      if (!next) return
      tasks = tasks.filter((task) => task !== next)
      now = Math.max(now, next.at)
      next.run()
    }
  }
  return {
    clock,
    advance(ms: number) {
      const until = now + ms
      runDue(until)
      now = until
    },
    /** As after a laptop's lid: the wall clock has moved, the timers have not. */
    sleep(ms: number) {
      now += ms
      for (const task of tasks) task.at += ms
    },
    pending: () => tasks.length,
  }
}

interface FakeSocket {
  readonly url: string
  readonly events: RelaySocketEvents
  readonly sent: RelayRequest[]
  isClosed: boolean
  buffered: number
  answersPings: boolean
  /** Opens it and answers pings, as a relay does. */
  open(): void
}

function createSetup(urls = [RELAY]) {
  const time = createClock()
  const sockets: FakeSocket[] = []
  let refuses = false
  const openSocket = (url: string, events: RelaySocketEvents) => {
    if (refuses) throw new SyntaxError('no such scheme')
    const socket: FakeSocket = {
      url,
      events,
      sent: [],
      isClosed: false,
      buffered: 0,
      answersPings: true,
      open: () => events.onOpen(),
    }
    sockets.push(socket)
    return {
      send(text: string) {
        const parsed = parseRelayRequest(text)
        if (!parsed.ok) throw new Error(`the client sent ${text}`)
        socket.sent.push(parsed.value)
        if (parsed.value.type === 'ping' && socket.answersPings) {
          time.clock.after(1, () => events.onText('{"type":"pong"}'))
        }
      },
      bufferedBytes: () => socket.buffered,
      close: () => {
        socket.isClosed = true
      },
    }
  }
  const random = { bytes: (length: number) => new Uint8Array(length).fill(255) }
  const client = createRelayClient({ urls, openSocket, clock: time.clock, random })
  const last = () => sockets.at(-1) as FakeSocket
  const goOnline = () => {
    last().open()
    time.advance(1)
    return last()
  }
  const refuse = (value: boolean) => {
    refuses = value
  }
  return { ...time, client, sockets, last, goOnline, refuse }
}

const ofType = (socket: FakeSocket, type: RelayRequest['type']) =>
  socket.sent.filter((request) => request.type === type)

test('a relay is online from its first pong on, not from the socket on', () => {
  const { client, last, advance } = createSetup()
  expect(client.states()).toEqual([{ url: RELAY, status: 'connecting' }])
  last().open()
  expect(client.states()).toEqual([{ url: RELAY, status: 'connecting' }])
  advance(1)
  expect(client.states()).toEqual([{ url: RELAY, status: 'online' }])
})

test('every change of state is announced once', () => {
  const { client, goOnline, advance } = createSetup()
  const seen: string[] = []
  client.onStates((states) => seen.push(states.map((state) => state.status).join()))
  goOnline().events.onClose()
  advance(501)
  goOnline()
  expect(seen).toEqual(['online', 'offline', 'connecting', 'online'])
})

test('topics of one turn are subscribed in one frame, and each only once', () => {
  const { client, goOnline, advance } = createSetup()
  const socket = goOnline()
  const disposers = ['a', 'b', 'a'].map((name) => client.subscribe(topic(name), () => {}))
  advance(0)
  expect(ofType(socket, 'subscribe').at(-1)).toEqual({ type: 'subscribe', topics: ['a', 'b'] })
  disposers[0]?.()
  advance(0)
  expect(ofType(socket, 'unsubscribe')).toEqual([])
  disposers[2]?.()
  disposers[2]?.()
  advance(0)
  expect(ofType(socket, 'unsubscribe')).toEqual([{ type: 'unsubscribe', topics: ['a'] }])
})

test('a payload reaches the listeners of its topic and no others', () => {
  const { client, goOnline } = createSetup()
  const heard: string[] = []
  client.subscribe(topic('a'), (payload) => heard.push(`first ${payload}`))
  client.subscribe(topic('a'), (payload) => heard.push(`second ${payload}`))
  client.subscribe(topic('b'), (payload) => heard.push(`other ${payload}`))
  const socket = goOnline()
  client.publish(topic('a'), bytes(1, 2, 255))
  const [publish] = ofType(socket, 'publish')
  if (publish?.type !== 'publish') throw new Error('nothing was published')
  socket.events.onText(writeRelayedPublish(publish.topic, publish.data))
  expect(heard).toEqual(['first 1,2,255', 'second 1,2,255'])
})

test('garbage from a relay reaches nobody, and too much of it ends the connection', () => {
  const { client, goOnline, sockets } = createSetup()
  const heard: unknown[] = []
  client.subscribe(topic('a'), (payload) => heard.push(payload))
  const socket = goOnline()
  const garbage = [
    '',
    '{',
    'null',
    '{"type":"publish"}',
    writeRelayedPublish('a', { type: 'announce' }),
    writeRelayedPublish('a', 'not base64url!'),
    writeRelayedPublish('b', 'AAAA'),
    '{"type":"mailbox"}',
    'x'.repeat(100_000),
  ]
  for (const text of garbage) socket.events.onText(text)
  expect([heard, socket.isClosed]).toEqual([[], false])
  for (let count = 0; count < 20; count++) socket.events.onText('{')
  expect([socket.isClosed, sockets.length]).toEqual([true, 1])
  expect(client.states()).toEqual([{ url: RELAY, status: 'offline' }])
})

test('after a break everything is subscribed again', () => {
  const { client, goOnline, advance } = createSetup()
  client.subscribe(topic('a'), () => {})
  const gone = client.subscribe(topic('b'), () => {})
  goOnline().events.onClose()
  gone()
  client.subscribe(topic('c'), () => {})
  advance(501)
  const socket = goOnline()
  expect(ofType(socket, 'subscribe')).toEqual([{ type: 'subscribe', topics: ['a', 'c'] }])
})

test('thousands of topics go out in frames that the relay takes', () => {
  const { client, goOnline } = createSetup()
  for (let index = 0; index < 2_500; index++) {
    client.subscribe(topic(`${index}`.padStart(43, 'x')), () => {})
  }
  const frames = ofType(goOnline(), 'subscribe')
  expect(frames.length).toBe(3)
  for (const frame of frames) expect(JSON.stringify(frame).length).toBeLessThan(64 * 1024)
})

test('attempts come at doubling intervals of at most 30 s, and a pong starts them over', () => {
  const { sockets, last, advance, goOnline } = createSetup()
  const waits: number[] = []
  for (let attempt = 0; attempt < 9; attempt++) {
    const before = sockets.length
    last().events.onClose()
    let waited = 0
    for (; sockets.length === before && waited < 60_000; waited += 100) advance(100)
    waits.push(waited)
  }
  expect(waits).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000])
  goOnline().events.onClose()
  const before = sockets.length
  advance(500)
  expect(sockets.length).toBe(before + 1)
})

test('the interval is spread over the upper half by chance', async () => {
  const { backoffMs } = await import('./relayBackoff.ts')
  const draw = (value: number) => ({
    bytes: (length: number) => new Uint8Array(length).fill(value),
  })
  expect(backoffMs(3, draw(0))).toBe(1_000)
  expect(backoffMs(3, draw(128))).toBe(1_502)
  expect(backoffMs(3, draw(255))).toBe(2_000)
  expect(backoffMs(1_000, draw(255))).toBe(30_000)
})

test('a relay that accepts and then says nothing is left', () => {
  const { last, advance, client, sockets } = createSetup()
  const silent = last()
  silent.answersPings = false
  silent.open()
  advance(10_000)
  expect([silent.isClosed, client.states()[0]?.status]).toEqual([true, 'offline'])
  advance(501)
  expect(sockets.length).toBe(2)
})

test('a socket that never opens is given up', () => {
  const { last, advance } = createSetup()
  const first = last()
  advance(10_000)
  expect(first.isClosed).toBe(true)
})

test('a connection that dies silently is noticed within half a minute', () => {
  const { goOnline, advance, client } = createSetup()
  const socket = goOnline()
  advance(60_000)
  expect(client.states()[0]?.status).toBe('online')
  socket.answersPings = false
  advance(30_000)
  expect(socket.isClosed).toBe(true)
})

test('after sleep the relay must answer at once, or a new connection is made', () => {
  const { goOnline, advance, sleep, last, client } = createSetup()
  const socket = goOnline()
  socket.answersPings = false
  sleep(3_600_000)
  advance(5_000)
  expect(socket.isClosed).toBe(false)
  advance(3_000)
  expect(socket.isClosed).toBe(true)
  advance(501)
  expect(last()).not.toBe(socket)
  goOnline()
  expect(client.states()[0]?.status).toBe('online')
})

test('after sleep a client that was waiting does not wait any longer', () => {
  const { last, advance, sleep, sockets } = createSetup()
  for (let attempt = 0; attempt < 8; attempt++) {
    last().events.onClose()
    advance(30_000)
  }
  last().events.onClose()
  const before = sockets.length
  sleep(3_600_000)
  advance(5_000)
  expect(sockets.length).toBe(before + 1)
})

test('a clock that is put back does not keep a dead connection from being noticed', () => {
  const { goOnline, advance, sleep, client } = createSetup()
  const socket = goOnline()
  sleep(-3_600_000)
  advance(60_000)
  expect(client.states()[0]?.status).toBe('online')
  socket.answersPings = false
  advance(30_000)
  expect(socket.isClosed).toBe(true)
})

test('a clock that is put back does not make what waits live longer than it may', () => {
  const { client, goOnline, advance, sleep, last } = createSetup()
  last().events.onClose()
  client.publish(topic('a'), bytes(1))
  sleep(-3_600_000)
  advance(501)
  client.publish(topic('a'), bytes(2))
  expect(ofType(goOnline(), 'publish')).toEqual([{ type: 'publish', topic: 'a', data: 'Ag' }])
})

test('events of a socket that was given up are not heard', () => {
  const { goOnline, advance, client, last } = createSetup()
  const heard: unknown[] = []
  client.subscribe(topic('a'), (payload) => heard.push(payload))
  const old = goOnline()
  old.events.onClose()
  advance(501)
  goOnline()
  old.events.onText(writeRelayedPublish('a', 'AAAA'))
  old.events.onClose()
  old.events.onOpen()
  expect([heard, client.states()[0]?.status, last().isClosed]).toEqual([[], 'online', false])
})

test('what is published while no relay is there goes out when one is, the newest 64 of it', () => {
  const { client, goOnline } = createSetup()
  for (let index = 0; index < 100; index++) client.publish(topic('a'), bytes(index))
  const sent = ofType(goOnline(), 'publish')
  expect(sent).toHaveLength(64)
  expect(sent.at(-1)).toEqual({ type: 'publish', topic: 'a', data: 'Yw' })
})

test('what has waited for more than half a minute stays unsent', () => {
  const { client, goOnline, advance, last } = createSetup()
  last().events.onClose()
  client.publish(topic('a'), bytes(1))
  advance(31_000)
  client.publish(topic('a'), bytes(2))
  expect(ofType(goOnline(), 'publish')).toEqual([{ type: 'publish', topic: 'a', data: 'Ag' }])
})

test('nothing more is sent on a connection that does not drain, nor anything too large', () => {
  const { client, goOnline } = createSetup()
  const socket = goOnline()
  client.publish(topic('a'), new Uint8Array(40 * 1024 + 1))
  socket.buffered = 2 * 1024 * 1024
  client.publish(topic('a'), bytes(1))
  expect(ofType(socket, 'publish')).toEqual([])
  socket.buffered = 0
  client.publish(topic('a'), new Uint8Array(40 * 1024))
  expect(ofType(socket, 'publish')).toHaveLength(1)
})

test('an answer cannot come before the subscription it needs', () => {
  const { client, goOnline } = createSetup()
  const socket = goOnline()
  client.subscribe(topic('a'), () => {})
  client.publish(topic('a'), bytes(1))
  expect(socket.sent.map((request) => request.type)).toEqual([
    'ice',
    'about',
    'hello',
    'ping',
    'subscribe',
    'publish',
  ])
})

test('what a relay offers for finding a way is used until it ends, and asked for again before', () => {
  const { client, goOnline, advance } = createSetup()
  const socket = goOnline()
  expect(client.iceServers?.()).toEqual([])
  const turn = { urls: ['turn:turn.example:3478'], username: 'u', credential: 'c' }
  const offer = { type: 'ice', servers: [turn], seconds: 120 }
  socket.events.onText(JSON.stringify(offer))
  expect(client.iceServers?.()).toEqual([turn])
  expect(ofType(socket, 'ice')).toHaveLength(1)
  advance(65_000)
  expect(ofType(socket, 'ice')).toHaveLength(2)
  advance(60_000)
  expect(client.iceServers?.()).toEqual([])
})

test('what a relay says of itself is told with its state, and is gone with it', () => {
  const { client, goOnline } = createSetup()
  const about = { operator: 'Practice on the canal', region: 'Montréal, Canada' }
  goOnline().events.onText(JSON.stringify({ type: 'about', ...about }))
  expect(client.states()).toEqual([{ url: RELAY, status: 'online', about }])
  client.setRelays([])
  client.setRelays([RELAY])
  expect(client.states()).toEqual([{ url: RELAY, status: 'connecting' }])
})

test.each([
  ['an address of another kind', { urls: ['https://eve.example'] }],
  ['an address with a space in it', { urls: ['turn:a b'] }],
  ['no address', { urls: [] }],
])('a relay cannot make a client use %s', (_, server) => {
  const { client, goOnline } = createSetup()
  const offer = { type: 'ice', servers: [server], seconds: 120 }
  goOnline().events.onText(JSON.stringify(offer))
  expect(client.iceServers?.()).toEqual([])
})

test.each([0.5, -1, 1e300, '30', null])(
  'a relay whose mailbox keeps things for %s days is taken to have none',
  (days) => {
    const { client, goOnline } = createSetup()
    const socket = goOnline()
    socket.events.onText(JSON.stringify({ type: 'hello', mailbox: 1, days }))
    expect(client.mailboxes?.relays()).toEqual([])
    socket.events.onText(JSON.stringify({ type: 'hello', mailbox: 1, days: 30 }))
    expect(client.mailboxes?.relays()).toEqual([{ url: RELAY, days: 30 }])
  },
)

test('all relays are used at once, and one that is down does not hold up the other', () => {
  const { client, sockets, advance } = createSetup(['ws://one', 'ws://two'])
  sockets[1]?.open()
  sockets[0]?.events.onClose()
  advance(1)
  client.publish(topic('a'), bytes(1))
  expect(sockets[1] && ofType(sockets[1], 'publish')).toHaveLength(1)
  expect(client.states().map((state) => state.status)).toEqual(['offline', 'online'])
})

test('relays can be added and taken away', () => {
  const { client, sockets } = createSetup(['ws://one', 'ws://two'])
  client.setRelays(['ws://two', 'ws://three', 'ws://three'])
  expect(sockets.map((socket) => [socket.url, socket.isClosed])).toEqual([
    ['ws://one', true],
    ['ws://two', false],
    ['ws://three', false],
  ])
  expect(client.states().map((state) => state.url)).toEqual(['ws://two', 'ws://three'])
})

test('an address that no socket can be made of is offline and nothing throws', () => {
  const { client, refuse, sockets, advance } = createSetup([])
  refuse(true)
  client.setRelays(['not an address'])
  expect(client.states()).toEqual([{ url: 'not an address', status: 'offline' }])
  refuse(false)
  advance(501)
  expect(sockets).toHaveLength(1)
})

test('a closed client leaves no timer, no socket and says nothing more', () => {
  const { client, goOnline, pending, sockets, advance } = createSetup()
  const socket = goOnline()
  const seen: unknown[] = []
  client.onStates((states) => seen.push(states))
  client.subscribe(topic('a'), (payload) => seen.push(payload))
  client.close()
  socket.events.onText(writeRelayedPublish('a', 'AAAA'))
  socket.events.onClose()
  client.publish(topic('a'), bytes(1))
  client.setRelays(['ws://other'])
  advance(100_000)
  expect([seen, pending(), sockets.length, socket.isClosed]).toEqual([[], 0, 1, true])
})
