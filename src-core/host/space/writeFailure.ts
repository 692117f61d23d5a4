import { createEmitter, type Emitter } from '../../base/emitter.ts'
import { type ErrorCode, FoyerError } from '../../base/errors.ts'

/** Remembers that a write failed until one succeeds: the sync line says so first of all. */
export interface WriteFailure {
  readonly code: () => ErrorCode | null
  readonly changed: Emitter<void>
  /** Runs a write; failures are remembered and thrown on as FoyerError. */
  attempt<T>(write: () => T): T
}

export function createWriteFailure(): WriteFailure {
  const changed = createEmitter<void>()
  let code: ErrorCode | null = null
  const set = (next: ErrorCode | null) => {
    if (next === code) return
    code = next
    changed.emit()
  }
  return {
    code: () => code,
    changed,
    attempt(write) {
      try {
        const value = write()
        set(null)
        return value
      } catch (error) {
        if (
          error instanceof FoyerError &&
          (error.code === 'DISK_FULL' || error.code === 'DISK_FAILED')
        )
          set(error.code)
        throw error
      }
    },
  }
}
