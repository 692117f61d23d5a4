import { useCallback, useEffect, useRef, useState } from 'react'
import { err, ok, type Result } from '../../src-core/base/result.ts'
import { type Failure, toFailure } from './failure.ts'
import { useFocusKept } from './useFocusKept.ts'

export interface Command<A extends unknown[], T> {
  /** Runs it; a failure is returned and kept in `error`, never thrown. */
  run(...args: A): Promise<Result<T, Failure>>
  readonly pending: boolean
  readonly error: Failure | undefined
  clear(): void
}

/** Runs a command of the bridge: `const create = useCommand(client.spaces.create)`. */
export function useCommand<A extends unknown[], T>(
  command: (...args: A) => Promise<T>,
): Command<A, T> {
  const [pending, setPending] = useState(false)
  const [error, setError] = useState<Failure>()
  const focus = useFocusKept(pending)
  const latest = useRef(command)
  latest.current = command
  const alive = useRef(true)
  useEffect(() => {
    alive.current = true
    return () => {
      alive.current = false
    }
  }, [])

  const run = useCallback(
    async (...args: A): Promise<Result<T, Failure>> => {
      focus.note()
      setPending(true)
      setError(undefined)
      try {
        return ok(await latest.current(...args))
      } catch (thrown) {
        const failure = toFailure(thrown)
        if (alive.current) setError(failure)
        return err(failure)
      } finally {
        if (alive.current) setPending(false)
      }
    },
    [focus],
  )
  const clear = useCallback(() => setError(undefined), [])
  return { run, pending, error, clear }
}
