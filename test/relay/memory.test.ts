import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { frame, openRawWebSocket } from './support/rawSocket.ts'
import { type RelayProcess, startRelayProcess } from './support/relayProcess.ts'

const folder = mkdtempSync(join(tmpdir(), 'foyer-heap-'))
let relay: RelayProcess | undefined
afterEach(() => {
  relay?.child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

/** Everything in the relay's heap that is reachable, as text. Taking it collects garbage first. */
async function heapText(child: RelayProcess['child']): Promise<string> {
  child.kill('SIGUSR2')
  const text = () =>
    readdirSync(folder)
      .map((name) => readFileSync(join(folder, name), 'utf8'))
      .join()
  await expect.poll(() => text().endsWith(']}'), { interval: 200 }).toBe(true)
  return text()
}

test('after traffic nothing that was published is in the heap of the relay', async () => {
  relay = startRelayProcess(
    ['--port', '0'],
    ['--heapsnapshot-signal=SIGUSR2', `--diagnostic-dir=${folder}`],
  )
  const port = Number(new URL(await relay.ready).port)
  const canary = `canary-${randomBytes(16).toString('hex')}`
  const topic = `topic-${randomBytes(16).toString('hex')}`
  const left = `left-${randomBytes(16).toString('hex')}`
  const alice = await openRawWebSocket(port)
  const bob = await openRawWebSocket(port)
  for (const client of [alice, bob]) {
    client.write(frame(JSON.stringify({ type: 'subscribe', topics: [topic, left] })))
  }
  for (let count = 0; count < 100; count++) {
    alice.write(frame(JSON.stringify({ type: 'publish', topic, data: { canary } })))
    alice.write(frame(JSON.stringify({ type: 'publish', topic, data: `${canary}${count}` })))
  }
  alice.write(frame(`{"type":"publish","topic":"${topic}","data":"${canary}`)) // malformed
  alice.write(frame('{"type":"ping"}'))
  await alice.matches(/pong/)
  await bob.matches(new RegExp(`${canary}99`))
  for (const client of [alice, bob]) {
    client.write(frame(JSON.stringify({ type: 'unsubscribe', topics: [left] })))
    client.write(frame('{"type":"ping"}'))
  }
  await bob.matches(/pong/)
  await alice.matches(/pong.*pong/s)

  const heap = await heapText(relay.child)
  expect(heap.includes(topic)).toBe(true) // so the search finds what is there
  expect(heap.includes(left)).toBe(false)
  expect(heap.includes(canary)).toBe(false)
  alice.destroy()
  bob.destroy()
})
