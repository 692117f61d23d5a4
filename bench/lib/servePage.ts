import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { build, type Rolldown } from 'vite'

export interface ServedPage {
  /** `http://127.0.0.1:PORT/` */
  readonly url: string
  close(): void
}

/** Bundles bench/pages/NAME.ts and serves it on 127.0.0.1 in a page with nothing else in it. */
export async function servePage(name: string): Promise<ServedPage> {
  const script = await bundle(fileURLToPath(new URL(`../pages/${name}.ts`, import.meta.url)))
  const document =
    '<!doctype html><meta charset="utf-8"><body><script type="module" src="/page.js">'
  const server = createServer((request, response) => {
    const isScript = request.url === '/page.js'
    response.setHeader('Content-Type', isScript ? 'text/javascript' : 'text/html')
    response.end(isScript ? script : `${document}</script>`)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}

async function bundle(input: string): Promise<string> {
  const built = (await build({
    configFile: false,
    logLevel: 'error',
    // simple-peer, under y-webrtc, was written for Node's names.
    define: { global: 'globalThis' },
    build: { write: false, rolldownOptions: { input, output: { codeSplitting: false } } },
  })) as Rolldown.RolldownOutput
  return built.output[0].code
}
