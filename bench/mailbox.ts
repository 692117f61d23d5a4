/**
 * `npm run bench:mailbox [-- ROUNDS]`: items a second into and out of a relay's mailbox, over WebSockets on
 * loopback, with the SQLite store and a wait for the disk before every answer. Target: 5,000 each way.
 */
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type MailboxTestClient, openMailboxClient } from '../test/relay/support/mailboxClient.ts'
import { startRelayProcess } from '../test/relay/support/relayProcess.ts'
import { median } from './lib/figures.ts'

const rounds = Number(process.argv[2] ?? 3)
const CLIENTS = 50
const IN_FLIGHT = 20
const DURATION_MS = 3_000
const ITEM_BYTES = 1024
const TARGET = 5_000

interface Sample {
  readonly putsPerSecond: number
  readonly fetchedPerSecond: number
  readonly putMs: number
}

const itemOf = (client: number, number: number) => {
  const item = new Uint8Array(ITEM_BYTES).fill(client)
  new DataView(item.buffer).setUint32(0, number)
  return item
}

async function putFor(clients: readonly MailboxTestClient[], ms: number) {
  const until = performance.now() + ms
  const times: number[] = []
  let puts = 0
  const begun = performance.now()
  const writer = async (client: MailboxTestClient, box: number, first: number) => {
    for (let number = first; performance.now() < until; number += IN_FLIGHT) {
      const before = performance.now()
      const answer = await client.put(box, itemOf(box, number))
      if (answer.type !== 'stored') throw new Error(`not stored: ${JSON.stringify(answer)}`)
      times.push(performance.now() - before)
      puts++
    }
  }
  await Promise.all(
    clients.flatMap((client, box) =>
      Array.from({ length: IN_FLIGHT }, (_, first) => writer(client, box, first)),
    ),
  )
  return { puts, perSecond: (puts / (performance.now() - begun)) * 1000, ms: median(times) }
}

/** Every client reads its whole box; together that is all that was put. */
async function fetchAll(clients: readonly MailboxTestClient[]) {
  const begun = performance.now()
  const counts = await Promise.all(
    clients.map(async (client, box) => {
      let after = 0
      let count = 0
      for (;;) {
        const page = await client.fetch(box, after)
        count += page.items.length
        after = page.items.at(-1)?.position ?? after
        if (page.last) return count
      }
    }),
  )
  const fetched = counts.reduce((sum, count) => sum + count, 0)
  return { fetched, perSecond: (fetched / (performance.now() - begun)) * 1000 }
}

async function measure(): Promise<Sample> {
  const folder = mkdtempSync(join(tmpdir(), 'foyer-mailbox-'))
  const file = join(folder, 'mailbox.sqlite')
  const config = join(folder, 'relay.json')
  writeFileSync(config, JSON.stringify({ mailbox: { file, boxItems: 1_000_000 } }))
  const relay = startRelayProcess(['--port', '0', '--limits', 'off', '--config', config])
  try {
    const url = await relay.ready
    const clients = await Promise.all(Array.from({ length: CLIENTS }, () => openMailboxClient(url)))
    const put = await putFor(clients, DURATION_MS)
    const { fetched, perSecond } = await fetchAll(clients)
    if (fetched !== put.puts) throw new Error(`${put.puts} items went in, ${fetched} came out`)
    for (const client of clients) client.close()
    console.log(
      `  in ${put.perSecond.toFixed(0)}/s (${put.ms.toFixed(1)} ms each), out ${perSecond.toFixed(0)}/s,` +
        ` ${put.puts} items, ${(statSync(file).size / 1e6).toFixed(0)} MB on disk`,
    )
    return { putsPerSecond: put.perSecond, fetchedPerSecond: perSecond, putMs: put.ms }
  } finally {
    relay.child.kill()
    await relay.exit
    rmSync(folder, { recursive: true, force: true })
  }
}

const samples: Sample[] = []
for (let round = 0; round < rounds; round++) samples.push(await measure())
const into = median(samples.map(({ putsPerSecond }) => putsPerSecond))
const out = median(samples.map(({ fetchedPerSecond }) => fetchedPerSecond))
const putMs = median(samples.map((sample) => sample.putMs))
console.log(
  `\nmailbox, ${CLIENTS} clients, ${ITEM_BYTES} bytes an item: in ${into.toFixed(0)}/s` +
    ` (${putMs.toFixed(1)} ms each), out ${out.toFixed(0)}/s; target ${TARGET}/s both ways`,
)
process.exitCode = into >= TARGET && out >= TARGET ? 0 : 1
