import { useCallback, useRef, useSyncExternalStore } from 'react'
import type { Group, MethodOf, StreamInput, StreamValue } from './client.ts'
import { useFoyer } from './FoyerProvider.tsx'
import { PENDING, type StreamState } from './streamCache.ts'

/** In place of a stream's input: do not open it now. */
export const SKIP = Symbol('skip')

/**
 * Reads a stream of the contract, shared with every other reader of the same input:
 * `useStream('spaces', 'view', { spaceId })`.
 */
export function useStream<G extends Group, M extends MethodOf<G, 'stream'>>(
  group: G,
  method: M,
  input: StreamInput<G, M> | typeof SKIP,
): StreamState<StreamValue<G, M>> {
  const { streams } = useFoyer()
  const key = input === SKIP ? SKIP : JSON.stringify(input)
  const latest = useRef(input)
  latest.current = input
  const subscribe = useCallback(
    (listener: () => void) =>
      key === SKIP ? () => {} : streams.subscribe(group, String(method), latest.current, listener),
    [streams, group, method, key],
  )
  const read = useCallback(
    () => (key === SKIP ? PENDING : streams.read(group, String(method), latest.current)),
    [streams, group, method, key],
  )
  return useSyncExternalStore(subscribe, read) as StreamState<StreamValue<G, M>>
}
