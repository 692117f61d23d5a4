import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createRelay, type Relay } from '../../signaling/createRelay.ts'
import { defaultLimits } from '../../signaling/limits.ts'
import { openRawSocket, type RawSocket, upgradeRequest } from './support/rawSocket.ts'
import { openTestClient, refusedStatus } from './support/relayClient.ts'

let relay: Relay
beforeEach(async () => {
  relay = await createRelay({ headersTimeoutMs: 300 })
})
afterEach(() => relay.close())

const answerTo = async (bytes: string | Uint8Array): Promise<string> => {
  const raw = await openRawSocket(relay.port)
  raw.write(bytes)
  const answer = await raw.matches(/\r\n\r\n/)
  raw.destroy()
  return answer
}

const stillWorks = async () => {
  const client = await openTestClient(relay.url)
  await client.settled()
  client.close()
}

describe('hostile and broken HTTP is refused and the relay goes on', () => {
  const request = (line: string, headers = '') =>
    `${line}\r\nHost: 127.0.0.1\r\nConnection: close\r\n${headers}\r\n`
  const cases: readonly [string, string | Uint8Array, number][] = [
    ['what is no HTTP at all', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\r\n\r\n', 400],
    ['a request line of zeros', new Uint8Array(64), 400],
    ['a path that is no path', request('GET join HTTP/1.1'), 400],
    ['HTTP of a version that does not exist', request('GET / HTTP/9.9'), 400],
    ['a request without a host', 'GET / HTTP/1.1\r\n\r\n', 400],
    ['a head of 20 KiB', request('GET / HTTP/1.1', `X: ${'x'.repeat(20_000)}\r\n`), 431],
    ['a path of 20 KiB', request(`GET /${'x'.repeat(20_000)} HTTP/1.1`), 431],
    [
      'two lengths of a body',
      request('GET / HTTP/1.1', 'Content-Length: 1\r\nContent-Length: 2\r\n'),
      400,
    ],
    [
      'a length and chunks',
      request('POST / HTTP/1.1', 'Content-Length: 4\r\nTransfer-Encoding: chunked\r\n'),
      400,
    ],
    ['a folded header', request('GET / HTTP/1.1', 'X: a\r\n b\r\n'), 400],
    ['a header with a null byte', request('GET / HTTP/1.1', 'X: a\0b\r\n'), 400],
    ['a POST', request('POST / HTTP/1.1', 'Content-Length: 0\r\n'), 405],
    ['a DELETE of the guest page', request('DELETE /join HTTP/1.1'), 405],
    ['a TRACE', request('TRACE / HTTP/1.1'), 405],
    ['a path with a null byte', request('GET /join/%00 HTTP/1.1'), 400],
    ['a path with a broken escape', request('GET /join/%zz HTTP/1.1'), 400],
    ['a path with a backslash', request('GET /join/..%5c..%5cpackage.json HTTP/1.1'), 400],
    ['a path out of the guest folder', request('GET /join/../package.json HTTP/1.1'), 404],
    ['an escaped path out of it', request('GET /join/%2e%2e/%2e%2e/package.json HTTP/1.1'), 404],
    ['a doubly escaped path out of it', request('GET /join/%252e%252e/package.json HTTP/1.1'), 404],
    ['a path out of it by way of assets', request('GET /assets/../../package.json HTTP/1.1'), 404],
    ['a hidden file', request('GET /join/.git/config HTTP/1.1'), 404],
    ['an absolute path', request('GET /join//etc/passwd HTTP/1.1'), 404],
    ['a path of the prototype', request('GET /constructor HTTP/1.1'), 404],
    ['an upgrade to something else', upgradeRequest({ Upgrade: 'h2c' }), 400],
    ['an upgrade without a key', upgradeRequest({ 'Sec-WebSocket-Key': undefined }), 400],
    ['an upgrade with a short key', upgradeRequest({ 'Sec-WebSocket-Key': 'AAAA' }), 400],
    ['an upgrade of an old version', upgradeRequest({ 'Sec-WebSocket-Version': '7' }), 400],
    ['an upgrade by POST', upgradeRequest().replace('GET', 'POST'), 405],
    [
      'an upgrade with a broken list of extensions',
      upgradeRequest({ 'Sec-WebSocket-Extensions': ';;=' }),
      101,
    ],
  ]
  test.each(cases)('%s', async (_name, bytes, status) => {
    expect(await answerTo(bytes)).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `))
    await stillWorks()
  })

  test('a CONNECT is hung up on', async () => {
    const raw = await openRawSocket(relay.port)
    raw.write('CONNECT example.org:443 HTTP/1.1\r\nHost: example.org\r\n\r\n')
    expect(await raw.ended()).toBe('')
    await stillWorks()
  })

  test('a head that never ends is given up', async () => {
    const raw = await openRawSocket(relay.port)
    raw.write('GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n')
    expect(await raw.ended()).toMatch(/^HTTP\/1\.1 408 /)
  })

  test('a head that drips is given up as well', async () => {
    const raw = await openRawSocket(relay.port)
    const drip = setInterval(() => raw.write('X: 1\r\n'), 20)
    raw.write('GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n')
    expect(await raw.ended(3_000)).toMatch(/^HTTP\/1\.1 408 /)
    clearInterval(drip)
  })

  test('a handshake that is reset half-way leaves nothing behind', async () => {
    const raw = await openRawSocket(relay.port)
    raw.write(upgradeRequest())
    raw.socket.resetAndDestroy()
    await stillWorks()
    await expect.poll(() => relay.stats().connections).toBe(0)
  })
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
