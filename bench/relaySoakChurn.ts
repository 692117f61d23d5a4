import { randomBytes } from 'node:crypto'
import { connect } from 'node:net'
import { WebSocket } from 'ws'

export interface ChurnCounts {
  connected: number
  published: number
  received: number
  broken: number
  vanished: number
  requests: number
}

const RESIDENTS = 150
const TICK_MS = 250

/** People who come and go, for bench/relaySoak.ts: some 4 newcomers, 20 publishes and an attack a second. */
export function createChurn(port: number): { stop(): ChurnCounts } {
  const counts: ChurnCounts = {
    connected: 0,
    published: 0,
    received: 0,
    broken: 0,
    vanished: 0,
    requests: 0,
  }
  let present: WebSocket[] = []
  const pick = <T>(all: readonly T[]) => all[Math.floor(Math.random() * all.length)]
  // Topics change all the time, as they do each day, so that forgetting them is exercised.
  const topics = Array.from({ length: 40 }, () => randomBytes(32).toString('base64url'))
  const address = () => `10.${[...randomBytes(3)].join('.')}`
  const send = (client: WebSocket, message: unknown) => {
    if (client.readyState === WebSocket.OPEN) client.send(JSON.stringify(message))
  }

  const arrive = () => {
    const headers = { 'X-Forwarded-For': address() }
    const client = new WebSocket(`ws://127.0.0.1:${port}`, { headers, perMessageDeflate: false })
    client.on('error', () => {})
    client.on('message', () => counts.received++)
    client.on('open', () => {
      counts.connected++
      present.push(client)
      send(client, { type: 'subscribe', topics: [pick(topics), pick(topics), pick(topics)] })
      if (Math.random() < 0.02) client.pause() // never reads again
    })
    client.on('close', () => {
      present = present.filter((other) => other !== client)
    })
  }

  const depart = () => {
    const client = pick(present)
    if (Math.random() < 0.3) {
      counts.vanished++
      client?.terminate()
    } else client?.close()
  }

  const talk = () => {
    const client = pick(present)
    if (!client) return
    counts.published++
    const bytes = pick([768, 1_536, 3_072, 6_144]) ?? 768
    send(client, {
      type: 'publish',
      topic: pick(topics),
      data: randomBytes(bytes).toString('base64url'),
    })
  }

  const attack = () => {
    counts.broken++
    const client = pick(present)
    const garbage = [
      randomBytes(2_000).toString('latin1'),
      '[['.repeat(10_000),
      '{"type":"publish"}',
    ]
    if (client?.readyState === WebSocket.OPEN) client.send(pick(garbage) ?? '')
    const raw = connect(port, '127.0.0.1', () => raw.end(randomBytes(500)))
    raw.on('error', () => {}).resume()
  }

  const tick = () => {
    if (present.length >= RESIDENTS) depart()
    arrive()
    for (let count = 0; count < 5; count++) talk()
    topics[Math.floor(Math.random() * topics.length)] = randomBytes(32).toString('base64url')
    if (Math.random() < 0.25) attack()
    if (Math.random() < 0.25) {
      counts.requests++
      fetch(`http://127.0.0.1:${port}/healthz`).then(
        (answer) => answer.text(),
        () => {},
      )
    }
  }
  const timer = setInterval(tick, TICK_MS)
  return {
    stop() {
      clearInterval(timer)
      for (const client of present) client.terminate()
      return counts
    },
  }
}
