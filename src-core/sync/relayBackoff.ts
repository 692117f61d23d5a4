import type { Random } from '../ports/index.ts'

const FIRST_MS = 500
const LONGEST_MS = 30_000

/**
 * ms to wait before the next attempt: doubled with each failure, at most 30 s, and anywhere in the
 * upper half of that, so that the clients of a relay that restarts do not come back all at once.
 */
export function backoffMs(failures: number, random: Random): number {
  const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.max(0, failures - 1))
  return Math.round(ceiling * (0.5 + fraction(random) / 2))
}

function fraction(random: Random): number {
  const [high = 0, low = 0] = random.bytes(2)
  return (high * 256 + low) / 65_536
}
