import type { Disposer } from '../src-core/base/disposer.ts'
import type { Connection } from './connection.ts'

/**
 * Ends clients that vanished without a word: each is asked once per interval and ended if it was
 * silent for all of it. One timer for all, where a timer each would cost memory and wake-ups.
 */
export function createHeartbeat(
  intervalMs: number,
  connections: Iterable<Connection>,
  onBeat: () => void,
): Disposer {
  const timer = setInterval(() => {
    for (const connection of connections) connection.beat()
    onBeat()
  }, intervalMs)
  timer.unref()
  return () => clearInterval(timer)
}
