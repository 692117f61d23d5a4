import { randomFillSync } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { networkInterfaces } from 'node:os'
import type { Clock, Random } from '../../src-core/ports/index.ts'

export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, task) {
    const timer = setTimeout(task, ms)
    return () => clearTimeout(timer)
  },
}

export const systemRandom: Random = {
  bytes: (length) => randomFillSync(new Uint8Array(length)),
}

/** What other people see this device called: a computer with a battery is a laptop. */
export function deviceLabel(): string {
  try {
    const supplies = readdirSync('/sys/class/power_supply')
    return supplies.some((name) => name.startsWith('BAT')) ? 'laptop' : 'computer'
  } catch {
    return 'computer'
  }
}

const POLL_MS = 5000

const hasNetwork = () =>
  Object.values(networkInterfaces()).some((all) => all?.some(({ internal }) => !internal))

/** Whether this machine has any network but its own loopback. */
export function createNetwork(clock: Clock) {
  return {
    online: hasNetwork,
    onChange(listener: () => void): () => void {
      let last = hasNetwork()
      let stop: () => void
      const look = () => {
        stop = clock.after(POLL_MS, look)
        if (hasNetwork() === last) return
        last = !last
        listener()
      }
      stop = clock.after(POLL_MS, look)
      return () => stop()
    },
  }
}
