/** Runs what it is given, at most `count` at a time, the rest in the order it came. */
export function createTurns(count: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = []
  let running = 0
  const next = () => {
    if (running >= count) return
    const begin = waiting.shift()
    if (!begin) return
    running++
    begin()
  }
  return (work) =>
    new Promise((resolve, reject) => {
      waiting.push(() => {
        work()
          .then(resolve, reject)
          .finally(() => {
            running--
            next()
          })
      })
      next()
    })
}
