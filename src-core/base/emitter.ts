import type { Disposer } from './disposer.ts'

export interface Emitter<T> {
  /** Adds a listener; the disposer removes it. */
  on(listener: (event: T) => void): Disposer
  /** Calls every listener that was present when the call began. */
  emit(event: T): void
  clear(): void
}

/** Events announce; calls command (style.md, habit 15). */
export function createEmitter<T>(): Emitter<T> {
  const listeners = new Set<(event: T) => void>()
  return {
    on(listener) {
      // A wrapper, so that the same function may listen twice and leave once.
      const entry = (event: T) => listener(event)
      listeners.add(entry)
      return () => void listeners.delete(entry)
    },
    emit(event) {
      for (const listener of [...listeners]) listener(event)
    },
    clear: () => listeners.clear(),
  }
}
