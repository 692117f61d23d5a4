/** Runs what has the same key one after another, and what has different keys at once. */
export function createTurns(): <T>(key: string, task: () => Promise<T>) => Promise<T> {
  const lasts = new Map<string, Promise<unknown>>()
  return (key, task) => {
    const before = lasts.get(key) ?? Promise.resolve()
    const run = before.then(task, task)
    const settled = run.then(
      () => {},
      () => {},
    )
    lasts.set(key, settled)
    settled.then(() => {
      if (lasts.get(key) === settled) lasts.delete(key)
    })
    return run
  }
}
