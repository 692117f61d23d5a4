/**
 * `npm run bench:relay-start [-- ROUNDS]`: from starting the relay's built program to its first line,
 * against y-webrtc's own server and a Node that does nothing, in turns on this machine.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { buildRelay, median } from './relayServers.ts'

const rounds = Number(process.argv[2] ?? 15)
const programs = {
  'nothing  ': ['-e', 'console.log("here")'],
  'y-webrtc ': ['node_modules/y-webrtc/bin/server.js'],
  'foyer    ': ['out/relay/main.js', '--port', '0'],
} as const
type Program = keyof typeof programs
const names = Object.keys(programs) as Program[]

/** ms until the program says that it is ready. */
async function measure(name: Program): Promise<number> {
  const startedAt = performance.now()
  const child = spawn(process.execPath, programs[name], {
    env: { ...process.env, PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const exit = once(child, 'exit')
  await once(child.stdout, 'data')
  const ms = performance.now() - startedAt
  child.kill('SIGKILL')
  await exit
  return ms
}

await buildRelay()
const times = new Map<Program, number[]>(names.map((name) => [name, []]))
for (let round = 0; round < rounds; round++) {
  const order = round % 2 === 0 ? names : names.toReversed()
  for (const name of order) times.get(name)?.push(await measure(name))
}
const of = (name: Program) => median(times.get(name) ?? [])
for (const name of names) {
  const slowest = Math.max(...(times.get(name) ?? []))
  console.log(
    `${name} ${of(name).toFixed(0)} ms to the first line, slowest ${slowest.toFixed(0)} ms`,
  )
}
console.log(`ratio: ${(of('foyer    ') / of('y-webrtc ')).toFixed(2)} x y-webrtc (target: 300 ms)`)
