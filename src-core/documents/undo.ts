/** One thing a person did, with the commands that take it back and do it again. */
export interface UndoEntry<Command> {
  /** Names it for the toast, e.g. `feed.bin`. */
  readonly what: string
  readonly undo: Command
  readonly redo: Command
}

export interface UndoStack<Command> {
  /** Something new was done: what had been taken back can no longer be done again. */
  push(entry: UndoEntry<Command>): void
  /** Moves the newest entry over to `redo` and returns it; the caller carries out its `undo`. */
  undo(): UndoEntry<Command> | undefined
  /** The other way round. */
  redo(): UndoEntry<Command> | undefined
  /** Drops entries that can no longer be carried out. */
  drop(isStale: (entry: UndoEntry<Command>) => boolean): void
}

/** Keeps the newest `limit` entries. Undo is a new command, never a removal from history. */
export function createUndoStack<Command>(limit: number): UndoStack<Command> {
  let done: readonly UndoEntry<Command>[] = []
  let undone: readonly UndoEntry<Command>[] = []
  return {
    push(entry) {
      done = [...done, entry].slice(-limit)
      undone = []
    },
    undo() {
      const entry = done.at(-1)
      if (!entry) return undefined
      done = done.slice(0, -1)
      undone = [...undone, entry]
      return entry
    },
    redo() {
      const entry = undone.at(-1)
      if (!entry) return undefined
      undone = undone.slice(0, -1)
      done = [...done, entry]
      return entry
    },
    drop(isStale) {
      const isFresh = (entry: UndoEntry<Command>) => !isStale(entry)
      done = done.filter(isFresh)
      undone = undone.filter(isFresh)
    },
  }
}
