import { connect as connectTcp } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { WebSocket } from 'ws'
import { z } from 'zod'
import { connect } from '../../src-core/bridge/connect.ts'
import { defineContract, query } from '../../src-core/bridge/define.ts'
import { serve } from '../../src-core/bridge/serve.ts'
import { createWebSocketPort, type WebSocketLike } from '../../src-core/bridge/webSocketPort.ts'
import { soon } from './soon.ts'
import { type RunningWebHost, startWebHost } from './webHostFixture.ts'

const space = 's'.repeat(43)
const file = 'f'.repeat(22)
const piecePath = `/bulk/files/${space}/${file}?offset=0`
const downloadPath = `/bulk/download/${space}/${file}`

describe('the browser host', () => {
  let web: RunningWebHost
  beforeEach(async () => {
    web = await startWebHost()
  })
  afterEach(() => web.close())

  describe('its pages', () => {
    it('come with strict headers, and with no trace of the session', async () => {
      const { status, headers, body } = await web.ask('/')
      expect([status, body.toString()]).toEqual([200, '<!doctype html><title>Foyer</title>'])
      expect(headers['content-security-policy']).toContain("default-src 'none'")
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-resource-policy': 'same-origin',
        'cache-control': 'no-store',
      })
      expect(headers['set-cookie']).toBeUndefined()
      expect(headers['access-control-allow-origin']).toBeUndefined()
    })

    it('let built assets be kept, and nothing else', async () => {
      const asset = await web.ask('/assets/main-abc123.js')
      expect(asset.headers['cache-control']).toContain('immutable')
      expect(asset.headers['content-type']).toContain('text/javascript')
      const missing = await web.ask('/assets/none.js')
      expect([missing.status, missing.headers['cache-control']]).toEqual([404, 'no-store'])
      expect((await web.ask('/desktop.html')).status).toBe(404)
    })

    it.each([
      '/../secret.json',
      '/%2e%2e/secret.json',
      '/..%2fsecret.json',
      '/assets/..%5c..%5csecret.json',
      '/assets/%2e%2e%2f%2e%2e%2fsecret.json',
      '//etc/passwd',
      '/assets/',
      '/%',
      '/%00',
    ])('do not lead out of their folder by %s', async (path) => {
      const { status, body } = await web.ask(path)
      expect(status).toBeGreaterThanOrEqual(400)
      expect(body.toString()).not.toContain('CANARY')
    })

    it('are not read by pages of other origins; a link followed to them shows them', async () => {
      const status = async (headers: Record<string, string>) =>
        (await web.ask('/assets/main-abc123.js', { headers })).status
      expect(await status({ Origin: 'https://evil.example' })).toBe(403)
      expect(await status({ 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'no-cors' })).toBe(
        403,
      )
      expect(await status({ 'Sec-Fetch-Site': 'same-site', 'Sec-Fetch-Mode': 'cors' })).toBe(403)
      expect(await status({ 'Sec-Fetch-Site': 'none', 'Sec-Fetch-Mode': 'navigate' })).toBe(200)
      expect(await status({ 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'navigate' })).toBe(
        200,
      )
    })

    it('are read, never written', async () => {
      for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS'])
        expect((await web.ask('/', { method, headers: web.ours })).status).toBe(405)
    })
  })

  describe('its session', () => {
    it('is given for a one-time token, once', async () => {
      const token = web.token()
      const post = { method: 'POST', headers: web.ours, body: token }
      const first = await web.ask('/session', post)
      expect(first.status).toBe(200)
      expect(JSON.parse(first.body.toString()).session).toMatch(/^[\w-]{43}$/)
      expect((await web.ask('/session', post)).status).toBe(401)
    })

    it.each(['', 'x', 'A'.repeat(43), 'A'.repeat(5000)])('is not given for %j', async (body) => {
      const { status } = await web.ask('/session', { method: 'POST', headers: web.ours, body })
      expect([401, 413]).toContain(status)
    })

    it('is not given to the page of another origin, and the token stays good', async () => {
      const body = web.token()
      for (const headers of [
        { Origin: 'https://evil.example' },
        { Origin: 'null' },
        { Origin: `http://localhost:${web.host.port}` },
        { ...web.ours, 'Sec-Fetch-Site': 'cross-site' },
        { ...web.ours, 'Sec-Fetch-Site': 'same-site' },
        {},
      ])
        expect((await web.ask('/session', { method: 'POST', headers, body })).status).toBe(403)
      const rebound = { ...web.ours, Host: 'evil.example' }
      expect((await web.ask('/session', { method: 'POST', headers: rebound, body })).status).toBe(
        421,
      )
      expect((await web.ask('/session', { method: 'POST', headers: web.ours, body })).status).toBe(
        200,
      )
    })

    it('is not known by guesses', async () => {
      for (const Authorization of ['', 'Bearer ', 'Bearer x', `Bearer ${'A'.repeat(43)}`]) {
        const headers = { ...web.ours, Authorization }
        const ticket = await web.ask('/session/ticket', { method: 'POST', headers })
        expect(ticket.status).toBe(401)
        expect((await web.ask(piecePath, { method: 'PUT', headers, body: 'x' })).status).toBe(401)
      }
      expect(web.puts).toEqual([])
    })
  })

  describe('a request by another name', () => {
    it.each([
      'evil.example',
      'localhost',
      '127.0.0.1',
      '127.0.0.1:1',
      '[::1]:80',
      'evil.example:80@127.0.0.1',
    ])('as %s is refused', async (name) => {
      const { status, body } = await web.ask('/', { headers: { Host: name } })
      expect([status, body.length]).toEqual([421, 0])
    })

    it('is refused also on a malformed request line', async () => {
      for (const line of ['GET http://[ HTTP/1.1', 'GET //%00 HTTP/1.1', 'NONSENSE']) {
        const answer = await new Promise<string>((resolve) => {
          const socket = connectTcp(web.host.port, '127.0.0.1')
          let text = ''
          socket.on('data', (part) => {
            text += part
          })
          socket.on('close', () => resolve(text))
          socket.end(`${line}\r\nHost: 127.0.0.1:${web.host.port}\r\nConnection: close\r\n\r\n`)
        })
        expect(answer).toMatch(/^HTTP\/1.1 4/)
      }
      expect((await web.ask('/')).status).toBe(200)
    })
  })

  describe('its bulk routes', () => {
    it('take a piece from a page that knows the session', async () => {
      const headers = { ...web.ours, Authorization: `Bearer ${await web.openSession()}` }
      const body = new Uint8Array(1024 * 1024)
      expect((await web.ask(piecePath, { method: 'PUT', headers, body })).status).toBe(204)
      expect(web.puts).toEqual([1024 * 1024])
    })

    it('refuse another origin even with the session', async () => {
      const Authorization = `Bearer ${await web.openSession()}`
      for (const Origin of ['https://evil.example', 'null']) {
        const headers = { Authorization, Origin }
        expect((await web.ask(piecePath, { method: 'PUT', headers, body: 'x' })).status).toBe(403)
      }
      const without = await web.ask(piecePath, {
        method: 'PUT',
        headers: { Authorization },
        body: 'x',
      })
      expect([without.status, web.puts.length]).toEqual([403, 0])
    })

    it('refuse a body that is too large before it has arrived', async () => {
      const headers = { ...web.ours, Authorization: `Bearer ${await web.openSession()}` }
      const announced = await web
        .ask(piecePath, { method: 'PUT', headers, body: new Uint8Array(9 * 1024 * 1024) })
        .catch((error: NodeJS.ErrnoException) => error.code)
      // The host may hang up while the rest is still being sent.
      expect(typeof announced === 'string' ? announced : announced?.status).toSatisfy(
        (end: unknown) => end === 413 || end === 'ECONNRESET' || end === 'EPIPE',
      )
      expect(web.puts).toEqual([])
    })

    it('serve a download by a ticket, for a while, and nothing else by it', async () => {
      const headers = { ...web.ours, Authorization: `Bearer ${await web.openSession()}` }
      const given = await web.ask('/session/ticket', { method: 'POST', headers })
      const { ticket } = JSON.parse(given.body.toString()) as { ticket: string }
      const download = await web.ask(`${downloadPath}?ticket=${ticket}`)
      expect([download.status, download.body.length]).toEqual([200, 2_500_000])
      const part = await web.ask(`${downloadPath}?ticket=${ticket}`, {
        headers: { Range: 'bytes=10-19' },
      })
      expect([part.status, part.body.length]).toEqual([206, 10])
      expect((await web.ask(downloadPath)).status).toBe(401)
      expect((await web.ask(`${downloadPath}?ticket=x`)).status).toBe(401)
      expect((await web.ask(`${piecePath}&length=1&ticket=${ticket}`)).status).toBe(401)
      web.pass(11 * 60_000)
      expect((await web.ask(`${downloadPath}?ticket=${ticket}`)).status).toBe(401)
    })
  })

  describe('its bridge', () => {
    const contract = defineContract({
      app: { hello: query(z.string(), z.string()) },
    })
    const serveAll = () => {
      for (const port of web.served)
        serve(
          port,
          contract,
          { app: { hello: (name) => `Hello ${name}` } },
          { type: 'owner' },
          {
            onError: () => undefined,
          },
        )
    }
    const client = (socket: WebSocket) =>
      connect(
        createWebSocketPort(socket as unknown as WebSocketLike, { maxSendBytes: 1e9 }),
        contract,
      )

    it('serves two tabs, each on a port of its own, and tells when the last has gone', async () => {
      const session = await web.openSession()
      const tabs = [
        (await web.openSocket(['foyer.v1', session])) as WebSocket,
        (await web.openSocket(['foyer.v1', session])) as WebSocket,
      ]
      expect(web.served).toHaveLength(2)
      serveAll()
      const [first, second] = tabs.map(client)
      expect(await first?.app.hello('Alice')).toBe('Hello Alice')
      tabs[0]?.close()
      expect(await second?.app.hello('Bob')).toBe('Hello Bob')
      expect(web.deserted()).toBe(0)
      tabs[1]?.close()
      await expect.poll(web.deserted, soon).toBe(1)
    })

    it('opens for nobody without the session, from elsewhere, or by another name', async () => {
      const session = await web.openSession()
      const good = ['foyer.v1', session]
      expect(await web.openSocket(['foyer.v1'])).toBe(401)
      expect(await web.openSocket(['foyer.v1', 'A'.repeat(43)])).toBe(401)
      expect(await web.openSocket(['foyer.v1', web.token()])).toBe(401)
      expect(await web.openSocket(['other', session])).toBe(401)
      expect(await web.openSocket(good, { origin: 'https://evil.example' })).toBe(403)
      expect(await web.openSocket(good, { origin: 'null' })).toBe(403)
      expect(await web.openSocket(good, { origin: '' })).toBe(403)
      expect(await web.openSocket(good, { hostName: 'evil.example' })).toBe(421)
      expect(await web.openSocket(good, { path: '/' })).toBe(403)
      expect(web.served).toEqual([])
    })

    it('is closed by a message beyond 8 MiB and by one that is none; the host goes on', async () => {
      const session = await web.openSession()
      for (const rubbish of [
        new Uint8Array(8 * 1024 * 1024 + 1),
        new Uint8Array([1, 2, 3]),
        'text',
      ]) {
        const socket = (await web.openSocket(['foyer.v1', session])) as WebSocket
        serveAll()
        const closed = new Promise((done) => socket.on('close', done))
        socket.send(rubbish)
        await closed
      }
      const socket = (await web.openSocket(['foyer.v1', session])) as WebSocket
      serveAll()
      expect(await client(socket).app.hello('Carol')).toBe('Hello Carol')
      socket.close()
    })
  })
})
