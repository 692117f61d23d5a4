import type { Server } from 'node:http'
import type { Connection } from './connection.ts'

const SERVICE_RESTART = 1012

/** Takes nobody new, asks everyone to leave, and after `withinMs` no longer asks. */
export async function drain(
  server: Server,
  connections: Iterable<Connection>,
  withinMs: number,
): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  server.closeIdleConnections()
  for (const connection of connections) connection.close(SERVICE_RESTART, 'the relay restarts')
  const deadline = setTimeout(() => {
    for (const connection of connections) connection.terminate()
    server.closeAllConnections()
  }, withinMs)
  await closed
  clearTimeout(deadline)
}
