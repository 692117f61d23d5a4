import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { createRelay } from '../../signaling/createRelay.ts'
import { idFromBytes, type Topic } from '../../src-core/base/ids.ts'
import type { Signaling } from '../../src-core/ports/index.ts'
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

const until = async (condition: () => boolean) => {
  while (!condition()) await sleep(10)
}

let passages = 0
/** What `from` sent and what `to` asked for before has been handled when this arrives. */
async function passage(from: Signaling, to: Signaling): Promise<void> {
  const topic = idFromBytes<Topic>(new Uint8Array(32).fill(200 + (passages++ % 50)))
  let arrived = false
  const stop = to.subscribe(topic, () => {
    arrived = true
  })
  await until(() => {
    from.publish(topic, Uint8Array.of(passages))
    return arrived
  })
  stop()
}

describeSignaling('a relay and its client', async () => {
  const relay = await createRelay()
  const connect = () =>
    createRelayClient({ urls: [relay.url], openSocket: openRelaySocket, clock, random })
  const [alice, bob] = [connect(), connect()]
  return {
    alice,
    bob,
    until,
    async settle() {
      const isOpen = [alice, bob].every((one) => one.states()[0]?.status === 'online')
      // One that was closed hears nothing, and nothing says that it will not.
      if (!isOpen) return sleep(150)
      await passage(alice, bob)
      await passage(bob, alice)
    },
    async dispose() {
      alice.close()
      bob.close()
      await relay.close()
    },
  }
})
