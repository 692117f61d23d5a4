import { useEffect, useState } from 'react'
import { useQuery } from '../../state/useQuery.ts'
import { type Facts, relayState } from './facts.ts'

const EVERY_MS = 5000
/** Connecting takes a moment only, and is not said for longer than it lasts. */
const CONNECTING_MS = 700

/** Where the data is, asked again while the page is seen: the host has no stream of it. */
export function useFacts(revision?: unknown): Facts | undefined {
  const [tick, setTick] = useState(0)
  const { value, refresh } = useQuery('app', 'facts', undefined, tick)
  const connecting = value !== undefined && relayState(value.relays) === 'connecting'
  useEffect(() => {
    const ask = () => {
      if (document.visibilityState === 'visible') setTick((count) => count + 1)
    }
    const timer = setInterval(ask, connecting ? CONNECTING_MS : EVERY_MS)
    return () => clearInterval(timer)
  }, [connecting])
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new revision asks anew.
  useEffect(refresh, [revision])
  return value
}
