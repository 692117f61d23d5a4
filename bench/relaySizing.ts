/**
 * `npm run bench:relay-sizing [-- CLIENTS]`: what the sizing table of docs/SELF_HOSTING.md is made from, on one
 * machine and with all limits on: memory of a connection and of a topic, with and without NATS, processor time
 * of idle clients, and of a publish that crosses from one relay to another.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { findTestServer } from '../test/run/debianPackage.ts'
import {
  buildRelay,
  freePort,
  type MeasuredServer,
  measureProcess,
  startRelayWith,
} from './relayServers.ts'

const clients = Number(process.argv[2] ?? 2_000)
const TOPICS = 40
const SETTLE_MS = 10_000
const IDLE_MS = 30_000
const PER_SECOND = 2_000
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
const env = { FOYER_RELAY_TRUSTED_PROXIES: '127.0.0.1' }

async function startLoad(...args: (string | number)[]): Promise<ChildProcess> {
  const load = spawn(process.execPath, ['bench/relaySizingLoad.ts', ...args.map(String)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(createInterface({ input: load.stdout }), 'line')
  return load
}

/** Processor time in ms a second, of each, while nothing but the load goes on. */
async function cpuOf(servers: readonly MeasuredServer[], ms: number): Promise<number[]> {
  const before = servers.map((server) => server.cpuMs())
  await sleep(ms)
  return servers.map((server, index) => ((server.cpuMs() - (before[index] ?? 0)) / ms) * 1000)
}

async function measureIdle(name: string, more: Record<string, string>, nats?: MeasuredServer) {
  const memory: number[] = []
  for (const topics of [0, TOPICS]) {
    const relay = await startRelayWith({ ...env, ...more })
    await sleep(2_000)
    const empty = relay.residentKiB()
    const natsEmpty = nats?.residentKiB() ?? 0
    const load = await startLoad('idle', relay.port, clients, topics)
    await sleep(SETTLE_MS)
    memory.push((relay.residentKiB() - empty) / clients)
    const [cpu = 0] = await cpuOf([relay], IDLE_MS)
    const inNats = ((nats?.residentKiB() ?? 0) - natsEmpty) / clients
    console.log(
      `${name}, ${clients} clients with ${topics} topics: ${(memory.at(-1) ?? 0).toFixed(1)} KiB a client` +
        `${nats ? `, ${inNats.toFixed(1)} in NATS` : ''}, ${((cpu / clients) * 1000).toFixed(1)} ms CPU a second for 1,000`,
    )
    load.kill('SIGKILL')
    await relay.stop()
  }
  const [none = 0, many = 0] = memory
  console.log(
    `${name}: ${(((many - none) * 1024) / TOPICS).toFixed(0)} bytes a topic of one listener`,
  )
}

async function measureCrossing(more: Record<string, string>, nats: MeasuredServer) {
  const [from, to] = [
    await startRelayWith({ ...env, ...more }),
    await startRelayWith({ ...env, ...more }),
  ]
  await sleep(2_000)
  const listener = await startLoad('subscribe', to.port, 100)
  const talker = await startLoad('publish', from.port, 100, PER_SECOND)
  await sleep(2_000)
  const costs = (await cpuOf([from, nats, to], 10_000)).map((ms) =>
    ((ms * 1000) / PER_SECOND).toFixed(0),
  )
  console.log(
    `a publish of 600 bytes from one relay to a listener at another, at ${PER_SECOND} a second: ` +
      `${costs[0]} us CPU at the sender's relay, ${costs[1]} in NATS, ${costs[2]} at the listener's relay`,
  )
  for (const load of [listener, talker]) load.kill('SIGKILL')
  for (const relay of [from, to]) await relay.stop()
}

await buildRelay()
await measureIdle('alone', {})
const program = findTestServer('nats-server')
if (program) {
  const folder = mkdtempSync(join(tmpdir(), 'foyer-nats-'))
  const port = await freePort()
  const child = spawn(program, ['-a', '127.0.0.1', '-p', String(port), '-js', '-sd', folder], {
    stdio: 'ignore',
  })
  await sleep(1_000)
  const nats = measureProcess(child, port)
  const more = { FOYER_RELAY_NATS_SERVERS: `nats://127.0.0.1:${port}` }
  await measureIdle('on NATS', more, nats)
  await measureCrossing(more, nats)
  await nats.stop()
  rmSync(folder, { recursive: true, force: true })
}
