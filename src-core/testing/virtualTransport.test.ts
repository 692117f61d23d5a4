import { describeTransport } from './suites/describeTransport.ts'
import { createVirtualClock } from './virtualClock.ts'
import { createVirtualNetwork } from './virtualNetwork.ts'

describeTransport('the virtual network', async () => {
  const clock = createVirtualClock()
  const network = createVirtualNetwork({ clock, seed: 'transport' })
  return {
    alice: network.join('alice').transport,
    bob: network.join('bob').transport,
    async until(condition) {
      for (let turns = 0; !condition(); turns++) {
        if (turns > 1000) throw new Error('it does not happen')
        await clock.settle(10)
      }
    },
  }
})
