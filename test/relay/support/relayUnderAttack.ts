import { readFileSync } from 'node:fs'
import { expect } from 'vitest'
import { openRawSocket, openRawWebSocket, type RawSocket } from './rawSocket.ts'
import { openTestClient } from './relayClient.ts'
import { startRelayProcess } from './relayProcess.ts'

/** The real relay in a process of its own, with people who go on using it while Eve attacks. */
export interface RelayUnderAttack {
  readonly port: number
  /** Eve's sockets. Each attack comes from another address, so that none spends another one's quota. */
  openRaw(): Promise<RawSocket>
  openWebSocket(): Promise<RawSocket>
  /**
   * The process lives, Bob's publish reaches Alice at once, nothing else has reached her, a newcomer
   * gets in, and memory is bounded. Ends Eve's sockets.
   */
  assertUnharmed(): Promise<void>
  /** Processor time that it has taken, ms. */
  busyMs(): number
  stop(): Promise<void>
}

/** So small that garbage cannot be taken for a leak, nor a leak hide: it would end the process. */
const smallHeap = ['--max-old-space-size=48', '--max-semi-space-size=8']
/** What the relay may hold more than at its start. */
const MOST_GROWTH_KIB = 64 * 1024

export async function startRelayUnderAttack(
  env: Readonly<Record<string, string>> = {},
): Promise<RelayUnderAttack> {
  const relay = startRelayProcess(['--port', '0'], smallHeap, env)
  const url = await relay.ready
  const port = Number(new URL(url).port)
  const [alice, bob] = [await openTestClient(url), await openTestClient(url)]
  alice.send({ type: 'subscribe', topics: ['alices'] })
  await alice.settled()
  const residentKiB = () => {
    const status = readFileSync(`/proc/${relay.child.pid}/status`, 'utf8')
    return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1])
  }
  const atStart = residentKiB()
  const busyMs = () => {
    const [, fields = ''] = readFileSync(`/proc/${relay.child.pid}/stat`, 'utf8').split(') ')
    const [user, system] = fields.split(' ').slice(11, 13).map(Number) as [number, number]
    return (user + system) * 10 // ticks of a hundredth
  }
  const evil: RawSocket[] = []
  let attacks = 0
  let expected = 0

  const from = () => `127.66.${(attacks >> 7) & 127}.${(attacks & 127) + 1}`
  const remember = (raw: RawSocket) => {
    evil.push(raw)
    return raw
  }
  const meet = async () => {
    const newcomer = await openTestClient(url)
    await newcomer.settled()
    newcomer.close()
    bob.send({ type: 'publish', topic: 'alices', data: ++expected })
    await bob.settled()
    await alice.settled()
  }

  return {
    port,
    openRaw: async () => remember(await openRawSocket(port, from())),
    openWebSocket: async () => remember(await openRawWebSocket(port, from())),
    busyMs,
    async assertUnharmed() {
      attacks++
      await meet()
      expect(relay.child.exitCode).toBeNull()
      expect(alice.received.splice(0)).toEqual([
        { type: 'publish', topic: 'alices', data: expected, clients: 1 },
      ])
      expect(residentKiB() - atStart).toBeLessThan(MOST_GROWTH_KIB)
      for (const raw of evil.splice(0)) raw.destroy()
    },
    async stop() {
      relay.child.kill('SIGTERM')
      expect(await relay.exit).toBe(0)
      expect(relay.errors()).toBe('')
    },
  }
}
