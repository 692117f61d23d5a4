import type { Disposer } from '../base/disposer.ts'

/** Time comes from here only, so that tests and the simulator own it. */
export interface Clock {
  /** Wall clock, ms since 1970; never used for order (protocol rule 34). */
  now(): number
  /** Runs `task` once after `ms`; the disposer cancels it. */
  after(ms: number, task: () => void): Disposer
}
