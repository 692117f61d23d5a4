import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { WebSocketServer } from 'ws'
import type { LinkId } from '../../src-core/base/ids.ts'
import { contract } from '../../src-core/bridge/contract.ts'
import { serve } from '../../src-core/bridge/serve.ts'
import {
  BRIDGE_PATH,
  BRIDGE_SUBPROTOCOL,
  createWebSocketPort,
  MAX_HOST_MESSAGE_BYTES,
  type WebSocketLike,
} from '../../src-core/bridge/webSocketPort.ts'
import { createRemoteTransport, type RemoteTransport } from '../../src-core/host/remoteTransport.ts'

const transportContract = { transport: contract.transport }

async function bundlePage(): Promise<string> {
  const input = fileURLToPath(new URL('./page.ts', import.meta.url))
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, rolldownOptions: { input } },
  })
  const [result] = [built].flat()
  if (!result || !('output' in result)) throw new Error('the page was not built')
  return result.output[0].code
}

export interface TransportHost {
  readonly remote: RemoteTransport
  readonly url: string
  close(): Promise<void>
}

/** A host on 127.0.0.1 with nothing but the transport: bridge, bulk frames, and the page that uses them. */
export async function startTransportHost(): Promise<TransportHost> {
  const script = await bundlePage()
  const random = { bytes: (length: number) => new Uint8Array(randomBytes(length)) }
  const remote = createRemoteTransport({ random })
  const server = createServer((request, response) => void answer(remote, script, request, response))
  const sockets = new WebSocketServer({
    server,
    path: BRIDGE_PATH,
    handleProtocols: () => BRIDGE_SUBPROTOCOL,
  })
  sockets.on('connection', (socket) => {
    const port = createWebSocketPort(socket as unknown as WebSocketLike, {
      maxSendBytes: MAX_HOST_MESSAGE_BYTES,
    })
    const transport = {
      lease: remote.lease,
      report: ({ events }: { events: Parameters<typeof remote.report>[0] }) =>
        remote.report(events),
    }
    serve(port, transportContract, { transport }, { type: 'transport' }, { onError: console.error })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    remote,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async close() {
      for (const socket of sockets.clients) socket.terminate()
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

async function answer(
  remote: RemoteTransport,
  script: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const [, first, , linkId] = (request.url ?? '').split('/')
  if (first === 'page.js') {
    response.setHeader('Content-Type', 'text/javascript').end(script)
  } else if (first === 'blank') {
    response.setHeader('Content-Type', 'text/html').end('<title>blank</title>')
  } else if (first !== 'bulk') {
    response
      .setHeader('Content-Type', 'text/html')
      .end('<script type="module" src="/page.js"></script>')
  } else if (request.method === 'GET') {
    response.end(remote.takeFrames(linkId as LinkId))
  } else {
    remote.putFrames(linkId as LinkId, await buffer(request))
    response.writeHead(204).end()
  }
}
