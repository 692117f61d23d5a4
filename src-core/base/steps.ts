/** Work in steps of some ms; whoever drives it lets others have their turns in between. */
export type Steps<T> = Generator<void, T, void>

export function inOneTurn<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}
