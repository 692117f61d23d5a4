import type { Clock } from '../ports/index.ts'

export interface VirtualClock extends Clock {
  /** Runs what is due within `ms`, in order of time. Promises go on after it returns. */
  advance(ms: number): void
  /** As `advance`, and lets promises go on after each task. */
  settle(ms: number): Promise<void>
  /** Changes what `now` tells; timers are not touched. */
  setWallClock(now: number): void
  /** ms since the start, whatever the wall clock says. */
  readonly elapsed: number
  readonly pending: number
}

interface Task {
  readonly at: number
  readonly order: number
  readonly run: () => void
  cancelled: boolean
}

const START = Date.UTC(2026, 0, 1, 12)
const MICROTASK_TURNS = 8

export function createVirtualClock(start = START): VirtualClock {
  const tasks: Task[] = []
  let elapsed = 0
  let wall = start
  let orders = 0
  let cancelled = 0

  const before = (a: Task, b: Task) => a.at < b.at || (a.at === b.at && a.order < b.order)
  const insert = (task: Task) => {
    let low = 0
    let high = tasks.length
    while (low < high) {
      const middle = (low + high) >> 1
      // Latest first, so that the next one is popped.
      if (before(task, tasks[middle] as Task)) low = middle + 1
      else high = middle
    }
    tasks.splice(low, 0, task)
  }
  const moveTo = (at: number) => {
    wall += at - elapsed
    elapsed = at
  }
  const runNext = (until: number): boolean => {
    const task = tasks.at(-1)
    if (!task || task.at > until) return false
    tasks.pop()
    if (task.cancelled) {
      cancelled--
      return true
    }
    moveTo(Math.max(elapsed, task.at))
    task.run()
    return true
  }

  return {
    now: () => wall,
    after(ms, run) {
      // Whole ms, as a real wall clock tells them.
      const at = elapsed + Math.max(0, Math.ceil(ms))
      const task: Task = { at, order: orders++, run, cancelled: false }
      insert(task)
      return () => {
        if (!task.cancelled) cancelled++
        task.cancelled = true
      }
    },
    advance(ms) {
      const until = elapsed + ms
      while (runNext(until));
      moveTo(until)
    },
    async settle(ms) {
      const until = elapsed + ms
      const turn = async () => {
        for (let i = 0; i < MICROTASK_TURNS; i++) await Promise.resolve()
      }
      await turn()
      while (runNext(until)) await turn()
      moveTo(until)
    },
    setWallClock(now) {
      wall = now
    },
    get elapsed() {
      return elapsed
    },
    get pending() {
      return tasks.length - cancelled
    },
  }
}
