import { describeSignaling } from './suites/describeSignaling.ts'
import { createVirtualClock } from './virtualClock.ts'
import { createVirtualNetwork } from './virtualNetwork.ts'

describeSignaling('the virtual network', async () => {
  const clock = createVirtualClock()
  const network = createVirtualNetwork({ clock, seed: 'signaling' })
  return {
    alice: network.join('alice').signaling,
    bob: network.join('bob').signaling,
    async until(condition) {
      for (let turns = 0; !condition(); turns++) {
        if (turns > 1000) throw new Error('it does not happen')
        await clock.settle(10)
      }
    },
    settle: () => clock.settle(1_000),
  }
})
