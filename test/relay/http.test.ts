import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createRelay, type Relay } from '../../signaling/createRelay.ts'
import { defaultLimits } from '../../signaling/limits.ts'
import { openRawSocket, type RawSocket, upgradeRequest } from './support/rawSocket.ts'
import { openTestClient, refusedStatus } from './support/relayClient.ts'

let relay: Relay
beforeEach(async () => {
  relay = await createRelay()
})
afterEach(() => relay.close())

const stillWorks = async () => {
  const client = await openTestClient(relay.url)
  await client.settled()
  client.close()
}

test('a head that never ends is given up with 408', async () => {
  const impatient = await createRelay({ headersTimeoutMs: 300 })
  const raw = await openRawSocket(impatient.port)
  raw.write('GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n')
  expect(await raw.ended()).toMatch(/^HTTP\/1\.1 408 /)
  await impatient.close()
})

test('a client that does not read its answer does not hold its socket for ever', async () => {
  const guestDir = mkdtempSync(join(tmpdir(), 'foyer-guest-'))
  const size = 32 * 1024 * 1024
  writeFileSync(join(guestDir, 'large.png'), Buffer.alloc(size))
  const impatient = await createRelay({ guestDir, headersTimeoutMs: 100 })
  const patient = await createRelay({ guestDir })
  const read = async ({ port }: Relay, waitMs: number) => {
    const eve = await openRawSocket(port)
    eve.write('GET /join/large.png HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')
    eve.socket.pause()
    await new Promise((resolve) => setTimeout(resolve, waitMs))
    eve.socket.resume()
    return (await eve.ended()).length
  }
  expect(await read(patient, 0)).toBeGreaterThan(size)
  expect(await read(impatient, 2_500)).toBeLessThan(size)
  await Promise.all([impatient.close(), patient.close()])
  rmSync(guestDir, { recursive: true })
})

test('a handshake that is reset half-way leaves nothing behind', async () => {
  const raw = await openRawSocket(relay.port)
  raw.write(upgradeRequest())
  raw.socket.resetAndDestroy()
  await stillWorks()
  await expect.poll(() => relay.stats().connections).toBe(0)
})

test('an address holds so many sockets and no more, whatever it does on them', async () => {
  const limited = await createRelay({
    limits: {
      ...defaultLimits,
      connectionsPerAddress: 2,
    },
  })
  const clients = [await openTestClient(limited.url), await openTestClient(limited.url)]
  expect(await refusedStatus(limited.url)).toBe(429)
  const silent: RawSocket[] = []
  for (let count = 0; count < 100; count++) silent.push(await openRawSocket(limited.port))
  await expect
    .poll(() => silent.filter((raw) => raw.socket.readableEnded).length)
    .toBeGreaterThan(30)
  for (const raw of silent) raw.destroy()
  await clients[0]?.settled()
  clients[1]?.close()
  await expect.poll(() => limited.stats().connections).toBe(1)
  await (await openTestClient(limited.url)).settled()
  await limited.close()
})

test('the state of the relay is plain text with no cookie and no script', async () => {
  for (const [path, text] of [
    ['/', 'This is a Foyer relay. It forwards ciphertext.\n'],
    ['/healthz', 'ok\n'],
  ] as const) {
    const response = await fetch(`http://127.0.0.1:${relay.port}${path}`)
    expect([response.status, await response.text()]).toEqual([200, text])
    expect(response.headers.get('set-cookie')).toBeNull()
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(response.headers.get('referrer-policy')).toBe('no-referrer')
  }
})
