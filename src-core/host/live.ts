import { createDisposerStore, type Disposer } from '../base/disposer.ts'
import type { StreamSink } from '../bridge/types.ts'

/** Anything that announces changes. */
export type Source = (listener: () => void) => Disposer

/**
 * Emits `read()` now and again after every announcement of `sources`, once a microtask however many
 * announcements came, and only when the value differs from the last one sent.
 */
export function live<T>(sink: StreamSink<T>, sources: readonly Source[], read: () => T): Disposer {
  const disposers = createDisposerStore()
  let last: string | undefined
  let scheduled = false
  let open = true

  const send = () => {
    const value = read()
    const shape = JSON.stringify(value)
    if (shape === last) return
    last = shape
    sink.emit(value)
  }
  const sendLater = () => {
    scheduled = false
    if (!open) return
    try {
      send()
    } catch {
      // What it read from was closed or removed in between: so is the stream.
      disposers.dispose()
      sink.end()
    }
  }
  const schedule = () => {
    if (scheduled) return
    scheduled = true
    Promise.resolve().then(sendLater)
  }

  for (const source of sources) disposers.add(source(schedule))
  disposers.add(() => {
    open = false
  })
  send()
  return disposers.dispose
}
