import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { build } from 'vite'

export interface ServedPage {
  readonly address: string
  close(): void
}

/** Bundles a folder of test/relay with an index.html in it, and serves it on 127.0.0.1. */
export async function servePage(name: string): Promise<ServedPage> {
  const folder = mkdtempSync(join(tmpdir(), 'foyer-page-'))
  await build({
    root: resolve(import.meta.dirname, '..', name),
    base: './',
    configFile: false,
    logLevel: 'error',
    define: { global: 'globalThis' },
    build: { outDir: folder, emptyOutDir: true },
  })
  const server = createServer(async (request, response) => {
    const path = request.url === '/' ? '/index.html' : (request.url ?? '')
    const body = await readFile(join(folder, path)).catch(() => undefined)
    const type = path.endsWith('.js') ? 'text/javascript' : 'text/html'
    response.writeHead(body ? 200 : 404, { 'Content-Type': type })
    response.end(body)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close() {
      server.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
