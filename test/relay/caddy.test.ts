import { execFileSync } from 'node:child_process'
import { request } from 'node:https'
import { afterEach, describe, expect, test } from 'vitest'
import { createRelay, type Relay } from '../../signaling/createRelay.ts'
import { defaultLimits } from '../../signaling/limits.ts'
import { findTestServer } from '../run/debianPackage.ts'
import { type Caddy, startCaddy } from './support/caddy.ts'
import { openTestClient, refusedStatus } from './support/relayClient.ts'

const program = findTestServer('caddy') ?? ''
let relay: Relay
let caddy: Caddy

afterEach(async () => {
  await caddy?.stop()
  await relay?.close()
})

async function start(trustedProxies: readonly string[]) {
  relay = await createRelay({
    trustedProxies,
    limits: { ...defaultLimits, connectionsPerAddress: 1 },
  })
  caddy = await startCaddy(program, relay.port)
  return `wss://localhost:${caddy.port}`
}

/** As a client whose own address is `address`. */
const from = (address: string) => ({ ca: caddy.ca, localAddress: address, family: 4 })

const get = (path: string): Promise<{ status: number; policy: string; text: string }> =>
  new Promise((resolve, reject) => {
    const options = { port: caddy.port, host: 'localhost', path, ca: caddy.ca, family: 4 }
    request(options, (response) => {
      let text = ''
      response.on('data', (chunk) => {
        text += chunk
      })
      response.on('end', () => {
        const policy = String(response.headers['content-security-policy'])
        resolve({ status: response.statusCode ?? 0, policy, text })
      })
    })
      .on('error', reject)
      .end()
  })

describe.skipIf(program === '')('behind Caddy, with the example configuration', () => {
  test('the example is valid', () => {
    const args = ['adapt', '--adapter', 'caddyfile', '--config', 'resources/relay/Caddyfile']
    const json = execFileSync(program, args, {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    expect(json).toContain('rooms.example')
    expect(json).not.toContain('"logs"')
  })

  test('clients meet over wss, and each counts by its own address', async () => {
    const url = await start(['127.0.0.1'])
    const alice = await openTestClient(url, from('127.0.0.2'))
    const bob = await openTestClient(url, from('127.0.0.3'))
    bob.send({ type: 'subscribe', topics: ['t'] })
    await bob.settled()
    alice.send({ type: 'publish', topic: 't', data: 'x'.repeat(60_000) })
    await expect.poll(() => bob.received.length).toBe(1)
    expect(await refusedStatus(url, from('127.0.0.3'))).toBe(429)
  })

  test('an address that a client makes up counts for nothing', async () => {
    const url = await start(['127.0.0.1'])
    const spoofed = (address: string) => ({
      ...from('127.0.0.2'),
      headers: { 'X-Forwarded-For': address },
    })
    await openTestClient(url, spoofed('203.0.113.1'))
    expect(await refusedStatus(url, spoofed('203.0.113.2'))).toBe(429)
  })

  test('a proxy that is not configured is not believed: all its clients are one', async () => {
    const url = await start([])
    await openTestClient(url, from('127.0.0.2'))
    expect(await refusedStatus(url, from('127.0.0.3'))).toBe(429)
  })

  test('the guest page keeps its headers, and the metrics stay inside', async () => {
    await start(['127.0.0.1'])
    expect((await get('/join')).policy).toContain("default-src 'none'")
    expect(await get('/readyz')).toMatchObject({ status: 200, text: 'ready\n' })
    expect((await get('/metrics')).status).toBe(404)
  })
})
