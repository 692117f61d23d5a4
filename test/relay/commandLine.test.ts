import type { ChildProcess } from 'node:child_process'
import { afterEach, expect, test } from 'vitest'
import { openRawWebSocket } from './support/rawSocket.ts'
import { openTestClient } from './support/relayClient.ts'
import { startRelayProcess } from './support/relayProcess.ts'

const children: ChildProcess[] = []
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})

function startRelay(...args: string[]) {
  const relay = startRelayProcess(args)
  children.push(relay.child)
  return relay
}

test('npm run relay prints where it is, serves, and drains on SIGTERM', async () => {
  const relay = startRelay('--port', '0')
  const url = await relay.ready
  const alice = await openTestClient(url)
  await alice.settled()
  expect(await (await fetch(`${url.replace('ws', 'http')}/healthz`)).text()).toBe('ok\n')
  relay.child.kill('SIGTERM')
  expect(await relay.exit).toBe(0)
})

test('it survives garbage and prints nothing about it', async () => {
  const relay = startRelay('--port', '0')
  const url = await relay.ready
  const eve = await openRawWebSocket(Number(new URL(url).port))
  eve.write(new Uint8Array(10_000).fill(0xee))
  await eve.ended()
  await (await openTestClient(url)).settled()
  expect([relay.lines.length, relay.errors()]).toEqual([1, ''])
})

test('lifting the limits is said loudly', async () => {
  const relay = startRelay('--port', '0', '--limits', 'off')
  await relay.ready
  await expect.poll(() => relay.errors()).toContain('WARNING: all limits are OFF')
})

test.each([
  [['--port', 'x'], '--port needs a number'],
  [['--limits', 'perhaps'], '--limits is on or off'],
  [['--fast'], '--fast'],
])('%j is answered with a sentence and exit code 2', async (args, sentence) => {
  const relay = startRelay(...args)
  relay.ready.catch(() => {})
  expect(await relay.exit).toBe(2)
  expect(relay.errors()).toContain(sentence)
  expect(relay.errors()).not.toContain('    at ')
})

test('--check-config says what is in force and what it costs, and starts nothing', async () => {
  const relay = startRelay('--check-config', '--port', '1')
  relay.ready.catch(() => {})
  expect(await relay.exit).toBe(0)
  const said = relay.lines.join('\n')
  expect(said).toContain('port = 1   [--port]')
  expect(said).toContain('make the relay keep: none')
  const wrong = startRelay('--check-config', '--config', '/does/not/exist.json')
  wrong.ready.catch(() => {})
  expect(await wrong.exit).toBe(2)
  expect(wrong.errors()).toContain('cannot be read (ENOENT)')
})

test('a port that is taken is answered with a sentence and exit code 1', async () => {
  const first = startRelay('--port', '0')
  const { port } = new URL(await first.ready)
  const second = startRelay('--port', port)
  second.ready.catch(() => {})
  expect(await second.exit).toBe(1)
  expect(second.errors()).toContain('Choose another with --port')
})
