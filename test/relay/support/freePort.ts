import { once } from 'node:events'
import { createServer } from 'node:net'

/** Below the ports that systems give to who asks for any, so that nobody is given it in the meantime. */
const FIRST = 10_000
const LAST = 32_000

/** A port of 127.0.0.1 that nobody listened on a moment ago, for programs that cannot choose one. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = FIRST + Math.floor(Math.random() * (LAST - FIRST))
    const probe = createServer().listen(port, '127.0.0.1')
    const isFree = await Promise.race([
      once(probe, 'listening').then(() => true),
      once(probe, 'error').then(() => false),
    ]).catch(() => false)
    if (!isFree) continue
    probe.close()
    await once(probe, 'close')
    return port
  }
}
