/**
 * `npm run bench:relay [-- ROUNDS]`: messages a second and CPU a message of our relay against
 * y-webrtc's own server, in turns on this machine over loopback. A message is one delivery to one
 * subscriber.
 */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { buildRelay, median, type ServerName, serverNames, startServer } from './relayServers.ts'

interface Scenario {
  readonly name: string
  readonly topics: number
  readonly subscribers: number
  /** How many of the subscribers publish, and how many publishes each keeps in flight. */
  readonly publishers: number
  readonly window: number
  readonly target: number | undefined
}

const scenarios: readonly Scenario[] = [
  {
    name: 'one at a time',
    topics: 100,
    subscribers: 10,
    publishers: 1,
    window: 1,
    target: undefined,
  },
  { name: '100 topics x 10', topics: 100, subscribers: 10, publishers: 10, window: 2, target: 2.3 },
  { name: '1 topic x 200', topics: 1, subscribers: 200, publishers: 200, window: 1, target: 11 },
]
const PAYLOAD_BYTES = 600
const DURATION_MS = 2_000
const rounds = Number(process.argv[2] ?? 5)

interface Sample {
  readonly perSecond: number
  readonly cpuMicrosPerMessage: number
  readonly lost: number
}

async function measure(server: ServerName, scenario: Scenario): Promise<Sample> {
  const running = await startServer(server)
  try {
    const before = running.cpuMs()
    const { topics, subscribers, publishers, window } = scenario
    const load = ['bench/relayLoad.ts', running.port, topics, subscribers, publishers, window]
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [...load, PAYLOAD_BYTES, DURATION_MS].map(String),
    )
    const { perSecond, received, lost } = JSON.parse(stdout)
    return { perSecond, lost, cpuMicrosPerMessage: ((running.cpuMs() - before) * 1000) / received }
  } finally {
    await running.stop()
  }
}

async function compare(scenario: Scenario): Promise<string> {
  const samples: Record<ServerName, Sample[]> = { 'y-webrtc': [], foyer: [] }
  for (let round = 0; round < rounds; round++) {
    const order = round % 2 === 0 ? serverNames : [...serverNames].reverse()
    for (const name of order) samples[name].push(await measure(name, scenario))
  }
  const middle = (name: ServerName, key: keyof Sample) => median(samples[name].map((s) => s[key]))
  for (const name of serverNames) {
    const lost = samples[name].reduce((sum, sample) => sum + sample.lost, 0)
    console.log(
      `${scenario.name.padEnd(16)} ${name.padEnd(9)} ` +
        `${Math.round(middle(name, 'perSecond')).toLocaleString('en')} messages/s, ` +
        `${middle(name, 'cpuMicrosPerMessage').toFixed(2)} us CPU a message, ${lost} lost`,
    )
  }
  const ratio = middle('foyer', 'perSecond') / middle('y-webrtc', 'perSecond')
  const cpu = middle('foyer', 'cpuMicrosPerMessage') / middle('y-webrtc', 'cpuMicrosPerMessage')
  const figures = `${ratio.toFixed(2)} x messages/s, ${cpu.toFixed(2)} x CPU a message`
  const goal = scenario.target ? ` (targets ${scenario.target} and 0.33)` : ' (no target)'
  return `ratio ${scenario.name}: ${figures}${goal}`
}

await buildRelay()
console.log(`${rounds} rounds of ${DURATION_MS} ms each, ${PAYLOAD_BYTES} bytes, medians`)
const ratios: string[] = []
for (const scenario of scenarios) ratios.push(await compare(scenario))
for (const ratio of ratios) console.log(ratio)
