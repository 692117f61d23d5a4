/**
 * `npm run bench:relay-storm [-- CLIENTS [ROUNDS]]`: how long until all clients of a relay that died, or was
 * restarted, are back and listening, with all limits on. Counted from the moment at which the new relay
 * takes connections.
 */
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { buildRelay, median, startRelayWith } from './relayServers.ts'

const clients = Number(process.argv[2] ?? 5_000)
const rounds = Number(process.argv[3] ?? 3)
const env = { FOYER_RELAY_TRUSTED_PROXIES: '127.0.0.1' }
/** As long as a service manager takes to start it again. */
const DOWN_MS = 1_000
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

await buildRelay()
let relay = await startRelayWith(env)
const { port } = relay
const load = spawn(process.execPath, ['bench/relayStormLoad.ts', String(port), String(clients)], {
  stdio: ['ignore', 'pipe', 'inherit'],
})
const lines = createInterface({ input: load.stdout })[Symbol.asyncIterator]()
const nextAll = async (): Promise<number> => {
  for (;;) {
    const { value, done } = await lines.next()
    if (done) throw new Error('the clients have ended')
    const [word, at] = String(value).split(' ')
    if (word === 'all') return Number(at)
  }
}

const measure = async (end: 'killed' | 'drained'): Promise<number> => {
  if (end === 'killed') await relay.stop()
  else await relay.drain()
  await sleep(DOWN_MS)
  relay = await startRelayWith(env, port)
  const settledAt = await nextAll()
  await sleep(2_000)
  return settledAt - relay.readyAt
}

try {
  await nextAll()
  for (const end of ['killed', 'drained'] as const) {
    const times: number[] = []
    for (let round = 0; round < rounds; round++) times.push(await measure(end))
    console.log(
      `${clients} clients are back ${(median(times) / 1000).toFixed(1)} s after a relay that was ${end} ` +
        `is there again (median of ${rounds}, longest ${(Math.max(...times) / 1000).toFixed(1)} s; target 10 s)`,
    )
  }
} finally {
  load.kill('SIGKILL')
  await relay.stop()
}
