/** Ends what a call began; calling it again does nothing. */
export type Disposer = () => void

export interface DisposerStore {
  /** Registers `dispose`; runs it at once when the store is already disposed. */
  add(dispose: Disposer): void
  dispose(): void
}

/** Collects disposers and runs them once, last added first. */
export function createDisposerStore(): DisposerStore {
  let pending: Disposer[] | undefined = []
  return {
    add(dispose) {
      if (pending) pending.push(dispose)
      else dispose()
    },
    dispose() {
      const all = pending ?? []
      pending = undefined
      for (const dispose of all.reverse()) dispose()
    },
  }
}
