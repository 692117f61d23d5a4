import { useCallback, useMemo, useRef, useSyncExternalStore } from 'react'
import type { Group, MethodOf, StreamInput, StreamValue } from './client.ts'
import { useFoyer } from './FoyerProvider.tsx'

/** Reads one stream for several inputs; values that have not come yet are left out. */
export function useStreams<G extends Group, M extends MethodOf<G, 'stream'>>(
  group: G,
  method: M,
  inputs: readonly StreamInput<G, M>[],
): readonly StreamValue<G, M>[] {
  const { streams } = useFoyer()
  const key = JSON.stringify(inputs)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the inputs.
  const wanted = useMemo(() => inputs, [key])
  const last = useRef<readonly unknown[]>([])
  const subscribe = useCallback(
    (listener: () => void) => {
      const leave = wanted.map((input) => streams.subscribe(group, String(method), input, listener))
      return () => {
        for (const dispose of leave) dispose()
      }
    },
    [streams, group, method, wanted],
  )
  const read = useCallback(() => {
    const next = wanted
      .map((input) => streams.read(group, String(method), input).value)
      .filter((value) => value !== undefined)
    const same = next.length === last.current.length && next.every((v, i) => v === last.current[i])
    if (!same) last.current = next
    return last.current
  }, [streams, group, method, wanted])
  return useSyncExternalStore(subscribe, read) as readonly StreamValue<G, M>[]
}
