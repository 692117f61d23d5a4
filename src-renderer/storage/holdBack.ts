/**
 * Runs tasks in the order given, each only when what `urgent` tells of at that moment is over; at once where
 * there is nothing to wait for.
 */
export function createHoldBack(
  urgent: () => Promise<void> | undefined,
): (task: () => void) => void {
  let last: Promise<void> | undefined
  return (task) => {
    const wait = urgent()
    if (!last && !wait) return task()
    const mine = Promise.all([last, wait]).then(task)
    last = mine
    void mine.then(() => {
      if (last === mine) last = undefined
    })
  }
}
