import { statSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import { wipe } from '../../src-core/crypto/index.ts'
import { workerScript } from '../profile/workerScript.ts'

const UNDER_WAY = 0
/** The copying thread has ended: all was copied, and the log begins anew, or somebody had an old state in view. */
export const WHOLE = 1
export const IN_PART = 2

/** What the copying thread is told; it sets `state` when it has ended. */
export interface LogCopy {
  readonly file: string
  readonly key: Uint8Array
  readonly state: Int32Array
}

/**
 * Has the write-ahead log copied into the database beside the host's thread: SQLite does it within the commit that
 * fills the log, and that turn took 50 to 100 ms, a third of a first sync together.
 */
export interface LogCopier {
  /** A transaction is over. */
  written(): void
  /** Blocks until no copy is under way: nobody else has the file open afterwards. */
  wait(): void
  /** Waits, and copies no more. */
  close(): void
}

/** More than `journal_size_limit`: so long a log is not one that has been copied and begun again. Bytes. */
export const LONG_LOG_BYTES = 8 * 1024 * 1024
/** So much is copied while others write, too. */
const TOO_LONG_BYTES = 32 * 1024 * 1024
const QUIET_MS = 1_000
/** Looking is a call to the system. */
const LOOK_EVERY_MS = 100
/** From the beginning of a copy that failed, or that somebody kept from being whole, to the next one. */
const PAUSE_MS = 10_000
/** A copy takes a second; one that never ends must not hold the host. */
const WAIT_MS = 10_000

/** `keyWithSecret` is copied, and wiped at the end. */
export function createLogCopier(file: string, keyWithSecret: Uint8Array): LogCopier {
  const key = Uint8Array.from(keyWithSecret)
  let timer: NodeJS.Timeout | undefined
  let running: Int32Array | undefined
  let lookedAt = Number.NEGATIVE_INFINITY
  let notBefore = Number.NEGATIVE_INFINITY

  const logBytes = () => statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0

  function start() {
    timer = undefined
    if (running || performance.now() < notBefore) return
    notBefore = performance.now() + PAUSE_MS
    const state = new Int32Array(new SharedArrayBuffer(4))
    const workerData: LogCopy = { file, key, state }
    const worker = new Worker(workerScript('logCopyWorker'), { workerData })
    running = state
    worker.unref()
    // The log stays as it is; when it is very long SQLite copies it in a commit after all.
    worker.on('error', () => {})
    worker.on('exit', () => {
      if (running === state) running = undefined
      // A first sync fills the log again within seconds.
      if (state[0] === WHOLE) notBefore = Number.NEGATIVE_INFINITY
    })
  }

  function wait() {
    if (running && Atomics.load(running, 0) === UNDER_WAY)
      Atomics.wait(running, 0, UNDER_WAY, WAIT_MS)
  }
  return {
    wait,
    written() {
      const now = performance.now()
      if (running || now - lookedAt < LOOK_EVERY_MS) return
      lookedAt = now
      const bytes = logBytes()
      if (bytes < LONG_LOG_BYTES) return
      clearTimeout(timer)
      // To make a thread takes up to 40 ms of this one: not in the turn that writes.
      timer = setTimeout(start, bytes >= TOO_LONG_BYTES ? 0 : QUIET_MS).unref()
    },
    close() {
      clearTimeout(timer)
      wait()
      wipe(key)
    },
  }
}
