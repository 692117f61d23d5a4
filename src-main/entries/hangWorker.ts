/** Watches the thread that started it, and ends the process when that has stood still for too long. */
import { writeSync } from 'node:fs'
import { workerData } from 'node:worker_threads'
import type { HangWatch } from '../host/watchHang.ts'

const { beats, everyMs, missing, sentence } = workerData as HangWatch
let last = -1
let still = 0

setInterval(() => {
  const now = Atomics.load(beats, 0)
  still = now === last ? still + 1 : 0
  last = now
  if (still < missing) return
  // What is written otherwise goes through the thread that hangs.
  writeSync(2, `${sentence}\n`)
  process.kill(process.pid, 'SIGKILL')
}, everyMs)
