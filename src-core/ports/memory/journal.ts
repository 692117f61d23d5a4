/** Undoes what a transaction did when it fails. */
export interface Journal {
  /** All or nothing. Nested calls join the outer one; one that fails dooms the whole. */
  transaction<T>(work: () => T): T
  /** Remembers how to take the change just made back, while a transaction runs. */
  record(undo: () => void): void
}

export function createJournal(): Journal {
  let undos: (() => void)[] | undefined
  let doomed: { readonly error: unknown } | undefined

  function outermost<T>(work: () => T): T {
    const changes: (() => void)[] = []
    undos = changes
    doomed = undefined
    try {
      const value = work()
      if (doomed) throw (doomed as { error: unknown }).error
      return value
    } catch (error) {
      undos = undefined
      for (const undo of changes.reverse()) undo()
      throw error
    } finally {
      undos = undefined
    }
  }

  return {
    transaction(work) {
      if (undos === undefined) return outermost(work)
      try {
        return work()
      } catch (error) {
        doomed = { error }
        throw error
      }
    },
    record(undo) {
      undos?.push(undo)
    },
  }
}
