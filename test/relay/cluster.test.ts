import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Topic } from '../../src-core/base/ids.ts'
import type { Signaling } from '../../src-core/ports/index.ts'
import { createRelayClient } from '../../src-core/sync/relayClient.ts'
import { openRelaySocket } from '../../src-main/relaySocket.ts'
import { findTestServer } from '../run/debianPackage.ts'
import { type Balancer, startBalancer } from './support/balancer.ts'
import { itemOf, type MailboxTestClient, openMailboxClient } from './support/mailboxClient.ts'
import { type NatsServer, startNatsServer } from './support/natsServer.ts'
import { openTestClient, type TestClient } from './support/relayClient.ts'
import { type RelayProcess, startRelayProcess } from './support/relayProcess.ts'

/** Three relay processes that act as one over Debian's nats-server, behind a balancer. */
const program = findTestServer('nats-server')
const topic = 'a topic' as Topic
const BOX = 7

let nats: NatsServer
let relays: Map<number, RelayProcess>
let balancer: Balancer
const clients: Signaling[] = []

const readiness = async (port: number) =>
  (await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined))?.status

beforeEach(async () => {
  if (!program) return
  nats = await startNatsServer(program)
  const env = { FOYER_RELAY_NATS_SERVERS: nats.url, FOYER_RELAY_MAILBOX_IN_NATS: 'on' }
  const started = [1, 2, 3].map(() => startRelayProcess(['--port', '0'], [], env))
  relays = new Map()
  for (const relay of started) relays.set(Number(new URL(await relay.ready).port), relay)
  for (const port of relays.keys()) {
    await expect.poll(() => readiness(port)).toBe(200)
  }
  balancer = await startBalancer([...relays.keys()])
})

afterEach(async () => {
  for (const client of clients.splice(0)) client.close()
  balancer?.close()
  for (const relay of relays?.values() ?? []) relay.child.kill('SIGKILL')
  await nats?.dispose()
})

const clock = {
  now: Date.now,
  after(ms: number, task: () => void) {
    const timer = setTimeout(task, ms)
    return () => clearTimeout(timer)
  },
}
const random = { bytes: (length: number) => new Uint8Array(randomBytes(length)) }

const isOnline = (client: Signaling) => client.states()[0]?.status === 'online'

/** The app's own client, through the balancer, and the relay it was given. */
async function connect(): Promise<{ client: Signaling; port: number }> {
  const client = createRelayClient({
    urls: [balancer.url],
    openSocket: openRelaySocket,
    clock,
    random,
  })
  clients.push(client)
  await expect.poll(() => isOnline(client)).toBe(true)
  return { client, port: balancer.latest() as number }
}

const kill = async (port: number) => {
  relays.get(port)?.child.kill('SIGKILL')
  await relays.get(port)?.exit
}

/** Puts items through the balancer until told to stop, on a new connection when one breaks. */
function startWriting() {
  const confirmed: string[] = []
  let isOver = false
  const write = async () => {
    let client: MailboxTestClient | undefined
    for (let number = 0; !isOver; number++) {
      const content = `item ${number} `
      for (let isStored = false; !isStored && !isOver; ) {
        try {
          client ??= await openMailboxClient(balancer.url)
          isStored = (await client.put(BOX, itemOf(content))).type === 'stored'
          if (isStored) confirmed.push(content)
        } catch {
          client = undefined
        }
        await sleep(2)
      }
    }
    client?.close()
  }
  const written = write()
  return {
    confirmed,
    async stop() {
      isOver = true
      await written
      return confirmed
    },
  }
}

async function readAll(): Promise<string[]> {
  const reader = await openMailboxClient(balancer.url)
  const contents: string[] = []
  for (let after = 0; ; ) {
    const { items, last } = await reader.fetch(BOX, after)
    for (const { bytes } of items)
      contents.push(/^item \d+ /.exec(Buffer.from(bytes).toString())?.[0] ?? '')
    after = items.at(-1)?.position ?? after
    if (last) break
  }
  reader.close()
  return contents
}

describe.skipIf(!program)('three relays and NATS', () => {
  test('one relay and then another are killed under load: people find each other again and no confirmed item is lost', async () => {
    const [alice, bob] = [await connect(), await connect()]
    expect(alice.port).not.toBe(bob.port)
    const heard: number[] = []
    bob.client.subscribe(topic, (payload) => heard.push(Buffer.from(payload).readUInt32BE()))
    let sent = 0
    const talk = setInterval(() => {
      const payload = Buffer.alloc(4)
      payload.writeUInt32BE(++sent)
      alice.client.publish(topic, new Uint8Array(payload))
    }, 10)
    const hearsAlice = async () => {
      const from = sent
      await expect.poll(() => (heard.at(-1) ?? 0) > from).toBe(true)
    }
    const writer = startWriting()
    await hearsAlice()
    for (const { port } of [alice, bob]) {
      await expect.poll(() => writer.confirmed.length).toBeGreaterThan(50)
      const before = writer.confirmed.length
      await kill(port)
      await hearsAlice()
      await expect.poll(() => writer.confirmed.length > before + 50).toBe(true)
    }
    clearInterval(talk)
    const confirmed = await writer.stop()
    const kept = await readAll()
    expect(new Set(kept).size, 'no item is there twice').toBe(kept.length)
    expect(confirmed.filter((content) => !kept.includes(content))).toEqual([])
    expect(new Set(heard).size, 'no signal came twice').toBe(heard.length)
    expect(
      [...relays.values()].filter(({ child }) => child.exitCode === null && !child.killed),
    ).toHaveLength(1)
  })

  test('a publish reaches the clients of all relays once, and nobody on another topic', async () => {
    const ports = [...relays.keys()]
    const people = await Promise.all(ports.map((port) => openTestClient(`ws://127.0.0.1:${port}`)))
    const stranger = await openTestClient(`ws://127.0.0.1:${ports[0]}`)
    for (const person of people) person.send({ type: 'subscribe', topics: ['all'] })
    stranger.send({ type: 'subscribe', topics: ['other'] })
    for (const person of [...people, stranger]) await person.settled()
    const frame = (data: string) => ({ type: 'publish', topic: 'all', data, clients: 1 })
    const [alice] = people as [TestClient]
    const say = (data: string) => alice.send({ type: 'publish', topic: 'all', data })
    const all = (data: string) =>
      people.every(({ received }) => received.some((one) => isDeepStrictEqual(one, frame(data))))
    // NATS hears of a subscription a moment after the relay.
    await expect
      .poll(() => {
        say('are you there?')
        return all('are you there?')
      })
      .toBe(true)
    say('hello')
    say('goodbye')
    await expect.poll(() => all('goodbye')).toBe(true)
    const heard = people.map(({ received }) =>
      received.filter((one) => !isDeepStrictEqual(one, frame('are you there?'))),
    )
    const both = [frame('hello'), frame('goodbye')]
    expect(heard).toEqual([both, both, both])
    await stranger.settled()
    expect(stranger.received).toEqual([])
    for (const person of [...people, stranger]) person.close()
  })

  test('without NATS a relay serves those who are on it and says that it is not ready', async () => {
    const [port] = [...relays.keys()] as [number]
    const [alice, bob] = [
      await openTestClient(`ws://127.0.0.1:${port}`),
      await openTestClient(`ws://127.0.0.1:${port}`),
    ]
    bob.send({ type: 'subscribe', topics: ['t'] })
    await bob.settled()
    await nats.kill()
    await expect.poll(() => readiness(port)).toBe(503)
    alice.send({ type: 'publish', topic: 't', data: 1 })
    await alice.settled()
    await bob.settled()
    expect(bob.received).toHaveLength(1)
    expect((await fetch(`http://127.0.0.1:${port}/healthz`)).status).toBe(200)
    await nats.start()
    await expect.poll(() => readiness(port)).toBe(200)
    for (const person of [alice, bob]) person.close()
  })
})
