import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { createRelay } from '../../signaling/createRelay.ts'
import { createRelayClient } from '../../src-core/sync/relayClient.ts'
import { describeSignaling } from '../../src-core/testing/suites/describeSignaling.ts'
import { openRelaySocket } from '../../src-main/relaySocket.ts'

const clock = {
  now: Date.now,
  after(ms: number, task: () => void) {
    const timer = setTimeout(task, ms)
    return () => clearTimeout(timer)
  },
}
const random = { bytes: (length: number) => new Uint8Array(randomBytes(length)) }

describeSignaling('a relay and its client', async () => {
  const relay = await createRelay()
  const connect = () =>
    createRelayClient({ urls: [relay.url], openSocket: openRelaySocket, clock, random })
  const [alice, bob] = [connect(), connect()]
  return {
    alice,
    bob,
    async until(condition) {
      for (let turns = 0; !condition(); turns++) {
        if (turns > 500) throw new Error('it does not happen')
        await sleep(10)
      }
    },
    settle: () => sleep(150),
    async dispose() {
      alice.close()
      bob.close()
      await relay.close()
    },
  }
})
