import type { Server } from 'node:http'
import type { Connection } from './connection.ts'

const SERVICE_RESTART = 1012
const LOOK_EVERY_MS = 20

/**
 * Asks everyone to leave (close code 1012), and after `withinMs` no longer asks. Until they have left
 * HTTP is still answered, so that a balancer sees `/readyz` fail.
 */
export async function drain(
  server: Server,
  connections: ReadonlySet<Connection>,
  withinMs: number,
): Promise<void> {
  const deadline = performance.now() + withinMs
  for (const connection of connections) connection.close(SERVICE_RESTART, 'the relay restarts')
  await untilEmpty(connections, deadline)
  for (const connection of connections) connection.terminate()
  await closeServer(server, deadline)
}

/** Resolves when the last has left, or when the time is up. */
function untilEmpty(connections: ReadonlySet<Connection>, deadline: number): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (connections.size === 0 || performance.now() >= deadline) resolve()
      else setTimeout(look, LOOK_EVERY_MS)
    }
    look()
  })
}

/** Lets answers that are under way be finished, while there is time. */
async function closeServer(server: Server, deadline: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  server.closeIdleConnections()
  const giveUp = setTimeout(
    () => server.closeAllConnections(),
    Math.max(0, deadline - performance.now()),
  )
  await closed
  clearTimeout(giveUp)
}
