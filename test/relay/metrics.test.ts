import { request } from 'node:http'
import { afterEach, expect, test } from 'vitest'
import { createRelay, type Relay } from '../../signaling/createRelay.ts'
import type { RelayOptions } from '../../signaling/relayOptions.ts'
import { parsePrometheus } from './support/prometheus.ts'
import { openTestClient, refusedStatus } from './support/relayClient.ts'

const relays: Relay[] = []
afterEach(() => Promise.all(relays.splice(0).map((relay) => relay.close())))

async function start(options: RelayOptions = {}): Promise<Relay> {
  const relay = await createRelay(options)
  relays.push(relay)
  return relay
}

const get = (relay: Relay, headers: Record<string, string> = {}) =>
  new Promise<{ status: number; type: string; text: string }>((resolve, reject) => {
    const address = { port: relay.port, host: '127.0.0.1', path: '/metrics', headers }
    request(address, (response) => {
      let text = ''
      response.on('data', (chunk) => {
        text += chunk
      })
      response.on('end', () => {
        const { statusCode: status = 0 } = response
        resolve({ status, type: response.headers['content-type'] ?? '', text })
      })
    })
      .on('error', reject)
      .end()
  })

test('what the relay does can be read by Prometheus', async () => {
  const relay = await start()
  const [alice, bob] = [await openTestClient(relay.url), await openTestClient(relay.url)]
  for (const client of [alice, bob]) client.send({ type: 'subscribe', topics: ['atrium'] })
  await bob.settled()
  alice.send({ type: 'publish', topic: 'atrium', data: 'x' })
  alice.send('not a frame')
  await alice.settled()
  const { status, type, text } = await get(relay)
  expect([status, type]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8'])
  const { samples, types } = parsePrometheus(text)
  const read = (name: string) => samples.find((sample) => sample.name === name)?.value
  expect(read('foyer_relay_connections')).toBe(2)
  expect(read('foyer_relay_topics')).toBe(1)
  expect(read('foyer_relay_published_total')).toBe(1)
  expect(read('foyer_relay_delivered_total')).toBe(2)
  expect(read('foyer_relay_malformed_total')).toBe(1)
  expect(read('process_resident_memory_bytes')).toBeGreaterThan(1e6)
  expect(types.get('foyer_relay_connections')).toBe('gauge')
  expect(types.get('foyer_relay_published_total')).toBe('counter')
})

test('counters go on counting from one look to the next', async () => {
  const relay = await start({ origins: ['https://rooms.example'] })
  const refusals = async () =>
    parsePrometheus((await get(relay)).text).samples.find(
      ({ name }) => name === 'foyer_relay_refused_total',
    )?.value
  for (const count of [1, 2]) {
    expect(await refusedStatus(relay.url, { origin: 'https://elsewhere.example' })).toBe(403)
    expect(await refusals()).toBe(count)
  }
})

test('no metric says anything about one person', async () => {
  const relay = await start({ trustedProxies: ['127.0.0.1'] })
  const headers = { 'X-Forwarded-For': '203.0.113.77' }
  const client = await openTestClient(`${relay.url}/?token=hush`, { headers })
  client.send({ type: 'subscribe', topics: ['a-topic-of-alice'] })
  client.send({ type: 'publish', topic: 'a-topic-of-alice', data: 'sealed-words' })
  await client.settled()
  const { text } = await get(relay)
  expect(text).not.toMatch(/203\.0\.113|127\.0\.0\.1|a-topic-of-alice|sealed-words|hush/)
  const own = parsePrometheus(text).samples.filter(({ name }) => name.startsWith('foyer_relay_'))
  expect(own.length).toBeGreaterThan(9)
  for (const { labels } of own) expect(labels).toEqual({})
})

test('unless told, only programs on the same computer get the metrics', async () => {
  const relay = await start()
  expect((await get(relay)).status).toBe(200)
  expect((await get(relay, { 'X-Forwarded-For': '127.0.0.1' })).status).toBe(404)
  expect((await get(relay, { Forwarded: 'for=127.0.0.1' })).status).toBe(404)
  expect((await get(relay, { Host: 'relay.example' })).status).toBe(404)
})

test('a token opens the metrics from elsewhere, and they can be switched off', async () => {
  const elsewhere = { Host: 'relay.example' }
  const guarded = await start({ metrics: { access: 'local', token: 'a-token-of-monitors' } })
  const bearer = (token: string) => ({ ...elsewhere, Authorization: `Bearer ${token}` })
  expect((await get(guarded, bearer('a-token-of-monitors'))).status).toBe(200)
  expect((await get(guarded, bearer('a-token-of-monitorz'))).status).toBe(404)
  expect((await get(guarded, elsewhere)).status).toBe(404)
  const open = await start({ metrics: { access: 'anyone', token: undefined } })
  expect((await get(open, elsewhere)).status).toBe(200)
  const closed = await start({ metrics: { access: 'off', token: undefined } })
  expect((await get(closed)).status).toBe(404)
})
