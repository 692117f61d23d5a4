import { useCallback, useEffect, useRef, useState } from 'react'
import type { Group, MethodOf, QueryInput, QueryValue } from './client.ts'
import { useFoyer } from './FoyerProvider.tsx'
import { SKIP } from './useStream.ts'

export interface QueryState<T> {
  /** The newest answer; an older one stays while a new one is on its way. */
  readonly value: T | undefined
  readonly error: Error | undefined
  readonly pending: boolean
  /** Asks again. */
  refresh(): void
}

type Ask = (input: unknown) => Promise<unknown>

/** Asks the host once, and again when the input or `revision` changes. Late answers are dropped. */
export function useQuery<G extends Group, M extends MethodOf<G, 'query'>>(
  group: G,
  method: M,
  input: QueryInput<G, M> | typeof SKIP,
  revision: unknown = 0,
): QueryState<QueryValue<G, M>> {
  const { client } = useFoyer()
  const [answer, setAnswer] = useState<{ value?: QueryValue<G, M>; error?: Error }>({})
  const [pending, setPending] = useState(input !== SKIP)
  const [again, setAgain] = useState(0)
  const latest = useRef(input)
  latest.current = input
  const key = input === SKIP ? SKIP : JSON.stringify(input)

  // biome-ignore lint/correctness/useExhaustiveDependencies: `revision` and `again` ask anew.
  useEffect(() => {
    if (key === SKIP) return
    let stale = false
    setPending(true)
    const ask = (client as unknown as Record<string, Record<string, Ask>>)[group]?.[String(method)]
    ;(ask as Ask)(latest.current)
      .then((value) => !stale && setAnswer({ value: value as QueryValue<G, M> }))
      .catch((error: Error) => !stale && setAnswer((known) => ({ ...known, error })))
      .finally(() => !stale && setPending(false))
    return () => {
      stale = true
    }
  }, [client, group, method, key, revision, again])

  const refresh = useCallback(() => setAgain((count) => count + 1), [])
  return { value: answer.value, error: answer.error, pending, refresh }
}
