import { randomBytes } from 'node:crypto'
import { connect } from 'node:net'
import { WebSocket } from 'ws'
import {
  decodeMailboxAnswer,
  encodeMailboxRequest,
  ITEM_SIZES,
} from '../src-core/sync/mailboxFrames.ts'

export interface ChurnCounts {
  connected: number
  published: number
  received: number
  broken: number
  vanished: number
  requests: number
  /** Items that a mailbox said it has on its disk. */
  stored: number
  fetched: number
  refused: number
}

const RESIDENTS = 150
const TICK_MS = 250

/**
 * People who come and go, for bench/relaySoak.ts: some 4 newcomers, 20 publishes and an attack a second, and
 * where there is a mailbox 4 items put and 4 boxes read. Each relay has as many of them as the others.
 */
export function createChurn(
  ports: readonly number[],
  hasMailbox: boolean,
): { stop(): ChurnCounts } {
  const counts: ChurnCounts = {
    connected: 0,
    published: 0,
    received: 0,
    broken: 0,
    vanished: 0,
    requests: 0,
    stored: 0,
    fetched: 0,
    refused: 0,
  }
  let present: WebSocket[] = []
  const pick = <T>(all: readonly T[]) => all[Math.floor(Math.random() * all.length)]
  // Topics change all the time, as they do each day, so that forgetting them is exercised.
  const topics = Array.from({ length: 40 }, () => randomBytes(32).toString('base64url'))
  // So do boxes, with each key and period.
  const boxes = Array.from({ length: 40 }, () => new Uint8Array(randomBytes(32)))
  const address = () => `10.${[...randomBytes(3)].join('.')}`
  const send = (client: WebSocket, message: unknown) => {
    if (client.readyState === WebSocket.OPEN) client.send(JSON.stringify(message))
  }

  const hear = (data: Buffer, isBinary: boolean) => {
    counts.received++
    const answer = isBinary ? decodeMailboxAnswer(new Uint8Array(data)) : undefined
    if (answer?.type === 'stored') counts.stored++
    if (answer?.type === 'refused') counts.refused++
    if (answer?.type === 'page') counts.fetched += answer.items.length
  }

  const arrive = () => {
    const headers = { 'X-Forwarded-For': address() }
    const client = new WebSocket(`ws://127.0.0.1:${pick(ports)}`, {
      headers,
      perMessageDeflate: false,
    })
    client.on('error', () => {})
    client.on('message', hear)
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

  const mail = () => {
    const [writer, reader, box] = [pick(present), pick(present), pick(boxes)]
    if (!hasMailbox || !box) return
    const id = counts.published
    const size = Math.random() < 0.9 ? ITEM_SIZES[0] : pick(ITEM_SIZES)
    const item = new Uint8Array(randomBytes(size ?? 1024))
    if (writer?.readyState === WebSocket.OPEN)
      writer.send(encodeMailboxRequest({ type: 'put', id, address: box, writeToken: box, item }))
    if (reader?.readyState === WebSocket.OPEN)
      reader.send(encodeMailboxRequest({ type: 'fetch', id, address: box, after: 0 }))
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
    const raw = connect(pick(ports) ?? 0, '127.0.0.1', () => raw.end(randomBytes(500)))
    raw.on('error', () => {}).resume()
  }

  const tick = () => {
    if (present.length >= RESIDENTS) depart()
    arrive()
    for (let count = 0; count < 5; count++) talk()
    topics[Math.floor(Math.random() * topics.length)] = randomBytes(32).toString('base64url')
    mail()
    if (Math.random() < 0.02)
      boxes[Math.floor(Math.random() * boxes.length)] = new Uint8Array(randomBytes(32))
    if (Math.random() < 0.25) attack()
    if (Math.random() < 0.25) {
      counts.requests++
      fetch(`http://127.0.0.1:${pick(ports)}/healthz`).then(
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
