/**
 * `npm run bench:relay-soak [-- --minutes N] [--svg FILE] [--with sqlite|nats]`: what the relay's memory does under churn, with
 * all limits on. Clients of changing addresses come, subscribe, talk and go; some break the protocol, some
 * do not read, some vanish. With `sqlite` they use a mailbox in a file too; with `nats` signaling and mailbox go
 * through a nats-server and every other client is at a second relay. Prints the slope of the resident memory after a warm-up, and draws the curve.
 *
 * Made to run beside other work: it takes a few hundredths of a core.
 */
import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { drawCurve } from './lib/drawCurve.ts'
import { slopeOf } from './lib/slopeOf.ts'
import { buildRelay } from './relayServers.ts'
import { createChurn } from './relaySoakChurn.ts'
import { isSoakSetting, startSoakRelays } from './relaySoakRelays.ts'

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '60' },
    svg: { type: 'string', default: 'docs/relay-soak.svg' },
    with: { type: 'string', default: 'nothing' },
  },
})
if (!isSoakSetting(values.with)) throw new Error('--with takes nothing, sqlite or nats')
const minutes = Number(values.minutes)
const SAMPLE_MS = 5_000
/** The heap finds its size in the first minutes; what matters is whether it goes on growing. */
const warmUpMinutes = Math.min(10, minutes / 4)

await buildRelay()
const soaked = await startSoakRelays(values.with)
const { relay } = soaked
const churn = createChurn(soaked.ports, values.with !== 'nothing')
const startedAt = performance.now()
const points: { x: number; y: number }[] = []
const minutesGone = () => (performance.now() - startedAt) / 60_000
while (minutesGone() < minutes) {
  await new Promise((resolve) => setTimeout(resolve, SAMPLE_MS))
  points.push({ x: minutesGone(), y: relay.residentKiB() / 1024 })
}
const cpuShare = relay.cpuMs() / (performance.now() - startedAt)
const counts = churn.stop()
await soaked.stop()

const settled = points.filter(({ x }) => x >= warmUpMinutes)
const memory = settled.map(({ y }) => y)
const slope = slopeOf(settled) * 60
console.log(`${JSON.stringify(counts)}, ${(cpuShare * 100).toFixed(1)} % of a core`)
console.log(
  `resident memory after ${warmUpMinutes} minutes: ${Math.min(...memory).toFixed(1)} to ` +
    `${Math.max(...memory).toFixed(1)} MiB, slope ${slope.toFixed(2)} MiB an hour`,
)
writeFileSync(
  values.svg,
  drawCurve(points, {
    title: `Resident memory of the relay under churn, MiB over ${minutes} minutes`,
    caption:
      `${counts.connected.toLocaleString('en')} connections, ${counts.published.toLocaleString('en')} ` +
      `publishes, ${counts.stored.toLocaleString('en')} items put; after minute ${warmUpMinutes} the slope is ${slope.toFixed(2)} MiB an hour`,
  }),
)
