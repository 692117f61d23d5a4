import { Worker } from 'node:worker_threads'
import type { Disposer } from '../../src-core/base/disposer.ts'
import { workerScript } from '../profile/workerScript.ts'
import { logFailure } from './logFailure.ts'

/** What the watching thread is told. */
export interface HangWatch {
  /** Counts up for as long as the watched thread goes on. */
  readonly beats: Int32Array
  readonly everyMs: number
  /** So many looks in a row without a beat between them. */
  readonly missing: number
  readonly sentence: string
}

const EVERY_MS = 5_000
/** Counted like the desktop's questions to its host: a computer that slept has no clock. */
const MISSING = 12
const SENTENCE =
  'Foyer did not answer for a minute and was ended. What was saved is safe. Start it again.'

/**
 * Ends this process, once it has stood still for a minute (rule 13): whoever hangs at a change cannot
 * end itself, and finds the mark of what it was applying at its next start. Looks every `everyMs`.
 */
export function watchHang(everyMs: number = EVERY_MS): Disposer {
  const beats = new Int32Array(new SharedArrayBuffer(4))
  const workerData: HangWatch = { beats, everyMs, missing: MISSING, sentence: SENTENCE }
  const worker = new Worker(workerScript('hangWorker'), { workerData })
  worker.unref()
  worker.on('error', (error) => logFailure('nobody watches whether Foyer answers', error))
  const timer = setInterval(() => Atomics.add(beats, 0, 1), everyMs)
  timer.unref()
  return () => {
    clearInterval(timer)
    void worker.terminate()
  }
}
