import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { WebSocket } from 'ws'
import type { Port } from '../../src-core/bridge/port.ts'
import { createBulkRoutes } from '../../src-main/bulk/createBulkRoutes.ts'
import { createWebHost } from '../../src-main/web/createWebHost.ts'

export interface Answer {
  readonly status: number
  readonly headers: IncomingMessage['headers']
  readonly body: Buffer
}

export interface Ask {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Uint8Array | string
}

/** A browser host with two small pages and a file, and ways to ask it that no browser would allow. */
export async function startWebHost() {
  const folder = mkdtempSync(join(tmpdir(), 'foyer-web-'))
  const pages = join(folder, 'renderer')
  mkdirSync(join(pages, 'assets'), { recursive: true })
  writeFileSync(join(pages, 'browser.html'), '<!doctype html><title>Foyer</title>')
  writeFileSync(join(pages, 'desktop.html'), '<!doctype html><title>Desktop</title>')
  writeFileSync(join(pages, 'assets/main-abc123.js'), 'export {}')
  writeFileSync(join(folder, 'secret.json'), '"CANARY"')
  let now = 1_000_000
  const served: Port[] = []
  const puts: number[] = []
  let deserted = 0
  const host = await createWebHost({
    port: 0,
    pages,
    onPage: (port) => served.push(port),
    onDeserted: () => deserted++,
    now: () => now,
    bulk: createBulkRoutes(
      {
        putPiece: (_space, _file, _offset, piece) => void puts.push(piece.length),
        readPiece: (_space, _file, offset, length) => new Uint8Array(length).fill(offset % 256),
        fileInfo: () => ({ name: 'plan.pdf', sizeBytes: 2_500_000 }),
        takeFrames: () => new Uint8Array(),
        putFrames: () => undefined,
      },
      () => undefined,
    ),
  })

  /** Like `fetch`, but it sends whatever headers and path it is told. */
  const ask = (path: string, { method = 'GET', headers = {}, body }: Ask = {}) =>
    new Promise<Answer>((resolve, reject) => {
      const request = httpRequest(
        { host: '127.0.0.1', port: host.port, path, method, headers, agent: false },
        (response) => {
          const parts: Buffer[] = []
          response.on('data', (part) => parts.push(part))
          response.on('error', reject)
          response.on('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              headers: response.headers,
              body: Buffer.concat(parts),
            }),
          )
        },
      )
      request.on('error', reject)
      request.end(body)
    })

  const ours = { Origin: host.origin, 'Sec-Fetch-Site': 'same-origin' }
  const token = () => new URL(host.createLink()).hash.slice(1)
  const openSession = async () => {
    const { body } = await ask('/session', { method: 'POST', headers: ours, body: token() })
    return (JSON.parse(body.toString()) as { session: string }).session
  }

  /** The status of an upgrade that was refused, or the open socket. */
  const openSocket = (
    protocols: string[],
    { origin = host.origin, hostName = `127.0.0.1:${host.port}`, path = '/bridge' } = {},
  ) =>
    new Promise<WebSocket | number>((resolve) => {
      const socket = new WebSocket(`ws://127.0.0.1:${host.port}${path}`, protocols, {
        ...(origin && { origin }),
        headers: { Host: hostName },
      })
      socket.on('open', () => resolve(socket))
      socket.on('unexpected-response', (_request, response) => {
        response.resume()
        resolve(response.statusCode ?? 0)
        socket.terminate()
      })
      socket.on('error', () => undefined)
    })

  return {
    host,
    ask,
    ours,
    token,
    openSession,
    openSocket,
    served,
    puts,
    deserted: () => deserted,
    pass: (ms: number) => {
      now += ms
    },
    async close() {
      await host.close()
      rmSync(folder, { recursive: true })
    },
  }
}

export type RunningWebHost = Awaited<ReturnType<typeof startWebHost>>
