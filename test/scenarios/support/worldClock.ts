import { setImmediate } from 'node:timers/promises'
import type { Disposer } from '../../../src-core/base/disposer.ts'
import type { Clock } from '../../../src-core/ports/index.ts'

interface Task {
  at: number
  readonly order: number
  readonly run: () => void
}

/** A clock of one device; when the device is killed, nothing it had planned happens any more. */
export interface DeviceClock extends Clock {
  kill(): void
}

/** How far a device's clock is off, ms; it may be set while the device runs. */
export interface ClockFault {
  offMs: number
}

export interface WorldClock extends Clock {
  device(fault: ClockFault): DeviceClock
  /** Lets `ms` pass, task by task, with all that follows from each at once. */
  pass(ms: number): Promise<void>
  /** `ms` go by in which nothing runs anywhere: what was planned comes so much later. */
  sleep(ms: number): void
}

const START = Date.UTC(2026, 0, 1)

export function createWorldClock(): WorldClock {
  const tasks = new Set<Task>()
  let now = START
  let order = 0

  function after(ms: number, run: () => void): Disposer {
    const task = { at: now + Math.ceil(Math.max(0, ms)), order: order++, run }
    tasks.add(task)
    return () => void tasks.delete(task)
  }
  function nextBefore(end: number): Task | undefined {
    let next: Task | undefined
    for (const task of tasks)
      if (!next || task.at < next.at || (task.at === next.at && task.order < next.order))
        next = task
    return next && next.at <= end ? next : undefined
  }

  return {
    now: () => now,
    after,
    device(fault) {
      let alive = true
      return {
        now: () => now + fault.offMs,
        after: (ms, run) => after(ms, () => alive && run()),
        kill: () => {
          alive = false
        },
      }
    },
    sleep(ms) {
      now += ms
      for (const task of tasks) task.at += ms
    },
    async pass(ms) {
      const end = now + ms
      await setImmediate()
      for (let task = nextBefore(end); task; task = nextBefore(end)) {
        tasks.delete(task)
        now = task.at
        task.run()
        await setImmediate()
      }
      now = end
    },
  }
}
