import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Resolves with the port that was taken; rejects with the error of `listen`, such as EADDRINUSE. */
export const listen = (server: Server, host: string, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host, port, backlog: 4_096 }, () => {
      server.off('error', reject)
      // Out of file descriptors, accepting fails for a while; that must not end those connected.
      server.on('error', () => {})
      resolve((server.address() as AddressInfo).port)
    })
  })
