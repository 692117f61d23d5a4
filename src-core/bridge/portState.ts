import type { Disposer } from '../base/disposer.ts'
import { createEmitter } from '../base/emitter.ts'

/** The closing half of a `Port`, the same for every adapter: listeners hear of it exactly once. */
export interface PortState {
  readonly closed: boolean
  close(): void
  onClose(listener: () => void): Disposer
}

export function createPortState(): PortState {
  const emitter = createEmitter<void>()
  let closed = false
  return {
    get closed() {
      return closed
    },
    close() {
      if (closed) return
      closed = true
      emitter.emit()
      emitter.clear()
    },
    onClose(listener) {
      if (!closed) return emitter.on(listener)
      listener()
      return () => undefined
    },
  }
}
