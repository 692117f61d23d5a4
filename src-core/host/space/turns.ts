import type { Steps } from '../../base/steps.ts'
import type { Clock } from '../../ports/index.ts'

/** Long work lets others have their turns in between: the host has one thread for everybody. */
export interface Turns {
  /** To be called where work begins that was not waited for. */
  begin(): void
  /** This turn has lasted for longer, ms, whatever was done in it. */
  lasted(ms: number): boolean
  /** Resolves in another turn. */
  pass(): Promise<void>
}

export function createTurns(clock: Clock): Turns {
  let since = clock.now()
  return {
    begin() {
      since = clock.now()
    },
    lasted: (ms) => clock.now() - since > ms,
    async pass() {
      await new Promise<void>((resolve) => void clock.after(0, resolve))
      since = clock.now()
    },
  }
}

const STEPS_FOR_MS = 20

export async function inTurns<T>(steps: Steps<T>, turns: Turns): Promise<T> {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
    if (turns.lasted(STEPS_FOR_MS)) await turns.pass()
  }
}
