import { mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createRelay, type Relay } from '../../signaling/createRelay.ts'

const script = `export const text = '${'foyer '.repeat(500)}'\n`
const html =
  '<!doctype html><title>Foyer</title><script type=module src=./assets/guest-Ab3_x-9Z.js></script>'
let folder: string
let relay: Relay

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'foyer-guest-'))
  mkdirSync(join(folder, 'assets'))
  writeFileSync(join(folder, 'guest.html'), html)
  writeFileSync(join(folder, 'assets/guest-Ab3_x-9Z.js'), script)
  writeFileSync(join(folder, 'assets/plain.css'), 'body { margin: 0 }\n')
  writeFileSync(join(folder, 'assets/secret.key'), 'no')
  writeFileSync(join(folder, '.env'), 'no')
  relay = await createRelay({ guestDir: folder })
})
afterAll(async () => {
  await relay.close()
  rmSync(folder, { recursive: true })
})

interface Answer {
  readonly status: number | undefined
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: Buffer
}

const get = (path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const options = { port: relay.port, host: '127.0.0.1', path, headers, method }
    request(options, async (response) => {
      const body = Buffer.concat(await response.toArray())
      resolve({ status: response.statusCode, headers: response.headers, body })
    })
      .on('error', reject)
      .end()
  })

describe('the guest page', () => {
  test.each(['/join', '/join/', '/join?x=1'])('is at %s and is never kept', async (path) => {
    const { status, headers, body } = await get(path)
    expect([status, body.toString()]).toEqual([200, html])
    expect(headers['cache-control']).toBe('no-store')
    expect(headers['content-type']).toBe('text/html; charset=utf-8')
  })

  test('may load and run only what comes from here', async () => {
    for (const path of ['/join', '/assets/guest-Ab3_x-9Z.js']) {
      const { headers } = await get(path)
      const policy = String(headers['content-security-policy']).split('; ')
      expect(policy).toContain("default-src 'none'")
      expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval'")
      expect(policy).toContain("connect-src 'self'")
      expect(policy).toContain("frame-ancestors 'none'")
      expect(headers).toMatchObject({
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
      })
      expect(headers['permissions-policy']).toContain('camera=(self), microphone=(self)')
      expect(headers['set-cookie']).toBeUndefined()
    }
  })

  test.each(['/join/assets/guest-Ab3_x-9Z.js', '/assets/guest-Ab3_x-9Z.js'])(
    'has its hashed files at %s, to be kept for ever',
    async (path) => {
      const { status, headers, body } = await get(path)
      expect([status, body.toString()]).toEqual([200, script])
      expect(headers['cache-control']).toBe('public, max-age=31536000, immutable')
      expect(headers['content-type']).toBe('text/javascript; charset=utf-8')
    },
  )

  test('is sent in the smallest form the browser takes', async () => {
    const path = '/assets/guest-Ab3_x-9Z.js'
    const br = await get(path, { 'accept-encoding': 'gzip, deflate, br, zstd' })
    expect(br.headers['content-encoding']).toBe('br')
    expect(brotliDecompressSync(br.body).toString()).toBe(script)
    const gzip = await get(path, { 'accept-encoding': 'gzip, br;q=0' })
    expect(gzip.headers['content-encoding']).toBe('gzip')
    expect(gunzipSync(gzip.body).toString()).toBe(script)
    expect(br.headers.vary).toBe('Accept-Encoding')
    expect(br.headers.etag).not.toBe(gzip.headers.etag)
  })

  test('is not sent again to who has it', async () => {
    const first = await get('/assets/plain.css')
    expect(first.headers['cache-control']).toBe('no-cache')
    const again = await get('/assets/plain.css', { 'if-none-match': String(first.headers.etag) })
    expect([again.status, again.body.length]).toEqual([304, 0])
  })

  test('answers HEAD with the same head and no body', async () => {
    const { status, headers, body } = await get('/join', {}, 'HEAD')
    expect([status, headers['content-length'], body.length]).toEqual([200, `${html.length}`, 0])
  })

  test.each([
    '/join/.env',
    '/join/assets/secret.key',
    '/join/missing.js',
    '/join/assets',
    '/join/assets/',
    '/joined',
    '/guest.html',
    '/join/../guest.html',
  ])('does not give out %s', async (path) => {
    expect((await get(path)).status).toBe(404)
  })

  test('is served anew after a build, without a restart', async () => {
    const path = join(folder, 'assets/plain.css')
    writeFileSync(path, 'body { margin: 1px }\n')
    utimesSync(path, new Date(), new Date(Date.now() + 5_000))
    expect((await get('/assets/plain.css')).body.toString()).toBe('body { margin: 1px }\n')
  })

  test('does not follow a link out of its folder', async () => {
    const outside = mkdtempSync(join(tmpdir(), 'foyer-outside-'))
    writeFileSync(join(outside, 'private.txt'), 'private')
    symlinkSync(join(outside, 'private.txt'), join(folder, 'assets/link.txt'))
    expect((await get('/assets/link.txt')).status).toBe(404)
    rmSync(outside, { recursive: true })
  })
})

test('a relay without a guest page says so in a page that a guest understands', async () => {
  const bare = await createRelay({ guestDir: join(folder, 'nothing') })
  const response = await fetch(`http://127.0.0.1:${bare.port}/join`)
  expect(response.status).toBe(503)
  const text = await response.text()
  expect(text).toContain('The guest page is not installed here')
  expect(text).not.toContain('<script')
  await bare.close()
})
