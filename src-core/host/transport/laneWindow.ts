/** Pause and resume sending on a lane, in bytes waiting (protocol, sizes). */
export const PAUSE_BYTES = 1024 * 1024
export const RESUME_BYTES = 256 * 1024

/** Counts what waits on one lane and tells when there is room again. */
export interface LaneWindow {
  /** False: full; `onDrain` is called once there is room. */
  admit(bytes: number): boolean
  /** What waits now, in bytes. */
  set(waiting: number): void
  readonly waiting: number
}

export function createLaneWindow(onDrain: () => void): LaneWindow {
  let waiting = 0
  let paused = false
  return {
    get waiting() {
      return waiting
    },
    admit(bytes) {
      if (waiting >= PAUSE_BYTES) paused = true
      if (paused) return false
      waiting += bytes
      return true
    },
    set(value) {
      waiting = value
      if (!paused || waiting > RESUME_BYTES) return
      paused = false
      onDrain()
    },
  }
}
