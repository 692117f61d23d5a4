/** Work in steps of some ms; whoever drives it lets others have their turns in between. */
export type Steps<T> = Generator<void, T, void>

export function inOneTurn<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}

/** Ends a step whenever so much has been done; `by` counts in whatever takes a like time. */
export function createPace(most: number): (by: number) => boolean {
  let done = 0
  return (by) => {
    done += by
    if (done < most) return false
    done = 0
    return true
  }
}
