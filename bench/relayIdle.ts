/**
 * `npm run bench:relay-idle [-- CONNECTIONS [ROUNDS]]`: resident memory of our relay with idle
 * clients, each on one topic, against y-webrtc's own server, in turns on this machine.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { buildRelay, median, type ServerName, serverNames, startServer } from './relayServers.ts'

const connections = Number(process.argv[2] ?? 5_000)
const rounds = Number(process.argv[3] ?? 3)
/** Long enough for the collector to have run and short of y-webrtc's first ping after 30 s. */
const SETTLE_MS = 8_000

interface Sample {
  readonly emptyKiB: number
  readonly fullKiB: number
}

async function measure(name: ServerName): Promise<Sample> {
  const server = await startServer(name)
  const emptyKiB = server.residentKiB()
  const load = spawn(
    process.execPath,
    ['bench/relayIdleLoad.ts', String(server.port), String(connections)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  try {
    const [line] = await once(createInterface({ input: load.stdout }), 'line')
    if (line !== 'open') throw new Error('the idle clients could not connect')
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS))
    return { emptyKiB, fullKiB: server.residentKiB() }
  } finally {
    load.kill('SIGKILL')
    await server.stop()
  }
}

await buildRelay()
const samples: Record<ServerName, Sample[]> = { 'y-webrtc': [], foyer: [] }
for (let round = 0; round < rounds; round++) {
  const order = round % 2 === 0 ? serverNames : [...serverNames].reverse()
  for (const name of order) samples[name].push(await measure(name))
}

const totalMiB = (name: ServerName) => median(samples[name].map((s) => s.fullKiB)) / 1024
const eachKiB = (name: ServerName) =>
  median(samples[name].map((s) => (s.fullKiB - s.emptyKiB) / connections))
for (const name of serverNames) {
  console.log(
    `${connections} idle connections ${name.padEnd(9)} ${totalMiB(name).toFixed(1)} MiB resident, ` +
      `${eachKiB(name).toFixed(2)} KiB a connection`,
  )
}
const ratio = totalMiB('foyer') / totalMiB('y-webrtc')
const each = eachKiB('foyer') / eachKiB('y-webrtc')
console.log(`ratio: ${ratio.toFixed(2)} x memory (target 1.05), ${each.toFixed(2)} x a connection`)
