import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { frame, upgradeRequest } from '../support/rawSocket.ts'
import { type RelayUnderAttack, startRelayUnderAttack } from '../support/relayUnderAttack.ts'
import { hostileRequests } from './httpCases.ts'

let relay: RelayUnderAttack
beforeAll(async () => {
  relay = await startRelayUnderAttack()
})
afterAll(() => relay.stop())

const answersIn = (text: string) =>
  [...text.matchAll(/^HTTP\/1\.1 (\d{3}) /gm)].map(([, code]) => code)
const get = (path: string, headers = '') => `GET ${path} HTTP/1.1\r\nHost: a\r\n${headers}\r\n`

describe('hostile and broken HTTP is refused', () => {
  test.each(hostileRequests)('%s', async (_name, bytes, status) => {
    const eve = await relay.openRaw()
    eve.write(bytes)
    expect(await eve.matches(/\r\n\r\n/)).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `))
    await relay.assertUnharmed()
  })
})

test('a CONNECT is hung up on', async () => {
  const eve = await relay.openRaw()
  eve.write('CONNECT example.org:443 HTTP/1.1\r\nHost: example.org\r\n\r\n')
  expect(await eve.ended()).toBe('')
  await relay.assertUnharmed()
})

describe('a request hidden in the body of another one is not answered', () => {
  const hidden = get('/healthz')
  const length = `Content-Length: ${hidden.length}\r\n`
  test.each([
    ['of a POST', `POST / HTTP/1.1\r\nHost: a\r\n${length}\r\n${hidden}`, ['405']],
    ['of a GET', `${get('/', length)}${hidden}`, ['200']],
    [
      'between chunks',
      `POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n` +
        `${hidden.length.toString(16)}\r\n${hidden}\r\n0\r\n\r\n`,
      ['405'],
    ],
    [
      'behind a length that chunks overrule',
      `POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n` +
        `0\r\n\r\n${hidden}`,
      ['400'],
    ],
    [
      'behind a refused upgrade',
      `${upgradeRequest({ 'Sec-WebSocket-Key': '' })}${hidden}`,
      ['400'],
    ],
  ])('%s', async (_name, bytes, statuses) => {
    const eve = await relay.openRaw()
    eve.write(bytes)
    await eve.matches(/\r\n\r\n/)
    eve.socket.end()
    expect(answersIn(await eve.ended())).toEqual(statuses)
    await relay.assertUnharmed()
  })
})

describe('pipelines', () => {
  test('of many requests are answered in order, and no more than a hundred', async () => {
    const eve = await relay.openRaw()
    eve.write(get('/healthz').repeat(300))
    const answers = answersIn(await eve.matches(/ 503 /))
    expect(answers.filter((code) => code === '200')).toHaveLength(100)
    await relay.assertUnharmed()
  })

  test('that end in a handshake open a WebSocket', async () => {
    const eve = await relay.openRaw()
    eve.write(
      Buffer.concat([Buffer.from(get('/healthz') + upgradeRequest()), frame('{"type":"ping"}')]),
    )
    await eve.matches(/"pong"/)
    expect(answersIn(eve.text())).toEqual(['200', '101'])
    await relay.assertUnharmed()
  })

  test('of two handshakes are one handshake and a broken frame', async () => {
    const eve = await relay.openRaw()
    eve.write(upgradeRequest() + upgradeRequest())
    expect(answersIn(await eve.ended())).toEqual(['101'])
    await relay.assertUnharmed()
  })

  test('whose answers nobody reads are no longer read either', async () => {
    const eve = await relay.openRaw()
    eve.socket.pause()
    eve.write(get('/join').repeat(99))
    await new Promise((resolve) => setTimeout(resolve, 200))
    await relay.assertUnharmed()
  })
})

test('sockets that are half closed or reset at any point leave nothing behind', async () => {
  const request = upgradeRequest()
  for (const bytes of ['', 'G', request.slice(0, 40), request.slice(0, -2), request]) {
    for (const leave of ['end', 'resetAndDestroy'] as const) {
      const eve = await relay.openRaw()
      if (bytes !== '') eve.write(bytes)
      eve.socket[leave]()
      if (leave === 'end') await eve.ended()
    }
  }
  await relay.assertUnharmed()
})

test('whoever does not finish a request is hung up on, whatever it drips', async () => {
  const post = 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n'
  const slow: readonly (readonly [string, string])[] = [
    ['', ''],
    ['', '\r\n'],
    ['G', 'E'],
    ['GET / HTTP/1.1\r\nHost: a\r\n', 'X: 1\r\n'],
    ['GET / HTTP/1.1\r\nHost: a\r\nX: ', 'x'],
    [upgradeRequest().slice(0, -2), ''],
    ['GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n', 'x'],
    ['POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n', 'x'],
    [post, '1\r\nx\r\n'],
    [`${post}5;`, 'extension'],
    [`${post}0\r\n`, 'X: trailer\r\n'],
  ]
  const sockets = await Promise.all(slow.map(() => relay.openRaw()))
  for (const [index, eve] of sockets.entries()) eve.write(slow[index]?.[0] ?? '')
  const drip = setInterval(() => {
    for (const [index, eve] of sockets.entries()) eve.write(slow[index]?.[1] ?? '')
  }, 250)
  try {
    await Promise.all(sockets.map((eve) => eve.ended()))
  } finally {
    clearInterval(drip)
  }
  await relay.assertUnharmed()
})
